"""The metrics of the application, for Prometheus."""

from __future__ import annotations

import os
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from search.errors import IndexUnavailableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from prometheus_client import Metric
    from starlette.requests import Request

    from app.live_index import LiveIndex


METRICS_DIRECTORY = "PROMETHEUS_MULTIPROC_DIR"
"""The environment variable with the folder in which prometheus-client shares metrics between processes."""


@dataclass(frozen=True, slots=True)
class Metrics:
    """The metrics of one application, and their registry. Thread-safe."""

    registry: CollectorRegistry
    requests: Counter
    request_seconds: Histogram
    requests_in_progress: Gauge
    searches_refused: Counter
    searches_stopped: Counter
    searches_without_hit: Counter
    cache_hits: Counter
    cache_misses: Counter

    @contextmanager
    def describing(self, corpus: LiveIndex) -> Iterator[None]:
        """Register the metrics of the corpus until the block ends."""
        collector = _CorpusCollector(corpus)
        self.registry.register(collector)
        try:
            yield
        finally:
            self.registry.unregister(collector)


def new_metrics() -> Metrics:
    """New metrics at zero, in their own registry: two applications in one process count separately."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    return Metrics(
        registry=registry,
        requests=Counter(
            "gongbao_requests_total",
            "Requests by the template of their route, method and status; broken off before a status: none.",
            ("route", "method", "status"),
            registry=registry,
        ),
        request_seconds=Histogram(
            "gongbao_request_seconds",
            "Seconds from a request to the last byte of its answer.",
            ("route",),
            registry=registry,
        ),
        requests_in_progress=Gauge(
            "gongbao_requests_in_progress",
            "Requests that are being answered.",
            registry=registry,
            multiprocess_mode="livesum",
        ),
        searches_refused=Counter(
            "gongbao_searches_refused_total", "Searches refused because too many ran at once.", registry=registry
        ),
        searches_stopped=Counter(
            "gongbao_searches_stopped_total", "Searches stopped by the time limit.", registry=registry
        ),
        searches_without_hit=Counter(
            "gongbao_searches_without_hit_total",
            "Searches that found nothing; an answer that was kept is no search.",
            registry=registry,
        ),
        cache_hits=Counter(
            "gongbao_cache_hits_total", "Answers that were kept from an earlier request.", registry=registry
        ),
        cache_misses=Counter(
            "gongbao_cache_misses_total", "Answers that had to be made, of those that may be kept.", registry=registry
        ),
    )


def exposed(request: Request) -> bytes:
    """All metrics in Prometheus' text format 0.0.4, summed over the worker processes."""
    if METRICS_DIRECTORY not in os.environ:
        return generate_latest(metrics_of(request).registry)
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    registry.register(_CorpusCollector(request.state.corpus))
    return generate_latest(registry)


def metrics_of(request: Request) -> Metrics:
    """The metrics of the application that handles the request."""
    metrics: Metrics = request.app.state.metrics
    return metrics


class _CorpusCollector(Collector):
    """Collects the metrics of the corpus on each scrape: they change with every generation."""

    def __init__(self, corpus: LiveIndex) -> None:
        self._corpus = corpus

    def collect(self) -> Iterator[Metric]:
        """The version and the size of the corpus; no metrics while no index is open."""
        try:
            with self._corpus.acquire() as generation:
                manifest = generation.manifest
        except IndexUnavailableError:
            return
        versions = {"corpus_version": manifest.corpus_version, "engine": manifest.engine}
        yield InfoMetricFamily("gongbao_corpus", "The corpus that serves.", value=versions)
        yield GaugeMetricFamily("gongbao_corpus_paragraphs", "Paragraphs that are indexed.", manifest.paragraphs)
        yield GaugeMetricFamily("gongbao_corpus_statements", "Statements that are indexed.", manifest.statements)
