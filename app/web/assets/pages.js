// What makes the pages quicker to use. Everything works without it.
"use strict";

const box = document.querySelector("[data-box]");
const hits = [...document.querySelectorAll("[data-hit]")];

function isTyping(element) {
  return element && (element.matches("input, select, textarea") || element.isContentEditable);
}

// “/” goes to the box; the arrows go through what was found.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(document.activeElement)) return;
  if (event.key === "/" && box) {
    event.preventDefault();
    box.focus();
    box.select();
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && hits.length) {
    const at = hits.indexOf(document.activeElement);
    const next = event.key === "ArrowDown" ? at + 1 : Math.max(at, 1) - 1;
    if (next < hits.length) {
      event.preventDefault();
      hits[next].focus();
      hits[next].closest("li, tr").scrollIntoView({ block: "nearest" });
    }
  }
});

// What is empty, or as it would be anyway, need not be in the address.
for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", () => {
    for (const field of form.elements) {
      if (field.name && (field.value === "" || field.value === field.dataset.default)) field.disabled = true;
    }
  });
}

// Back from the next page the fields are usable again.
window.addEventListener("pageshow", () => {
  for (const field of document.querySelectorAll("form :disabled")) field.disabled = false;
});

// What may be copied gets a button; without a script it can be selected.
for (const text of document.querySelectorAll("[data-copyable]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = document.body.dataset.copy;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text.textContent.trim());
    button.textContent = document.body.dataset.copied;
    setTimeout(() => (button.textContent = document.body.dataset.copy), 2000);
  });
  if (navigator.clipboard) text.before(button);
}
