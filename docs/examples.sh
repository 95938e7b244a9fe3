#!/bin/sh
# What analysts do with curl, from one end to the other. Start the server (make serve), then: sh docs/examples.sh
# Another host: GONGBAO=https://gongbao.example sh docs/examples.sh
set -eu
: "${GONGBAO:=http://127.0.0.1:8000}"

# Chinese in an address: curl encodes it with -G --data-urlencode, whatever stands in it.
ask() {
    address=$1
    shift
    for parameter in "$@"; do
        set -- "$@" --data-urlencode "$parameter"
        shift
    done
    curl --silent --show-error --fail-with-body --get "$@" "$GONGBAO$address"
}

echo '## Where does it say that?'
ask /v1/search q=外交优先方向 format=txt

echo '## Not as a part of something longer'
ask /v1/search 'q="中国" ~"发展中国家" ~"中国政府"' sort=date limit=2 format=txt

echo '## Two words in one breath, seven characters apart at most'
ask /v1/concordance 'q="全天候" NEAR/7 "伙伴"' sort=right format=txt

echo '## One frame, whatever stands in it'
ask /v1/concordance 'q="新时代*命运共同体"' context=6 format=txt

echo '## How often, by statement'
ask /v1/search q=合作 facets=statement limit=1

echo
echo '## A table for a spreadsheet'
ask /v1/concordance q=一个中国 format=csv

echo '## What could I ask?'
ask /v1/suggest q=战略 limit=5

echo
echo '## The paragraph behind a citation'
ask /v1/resolve ref=2015年联合声明第七段

echo
echo
echo '## Cite it'
ask /v1/paragraphs/2015-04-20-joint-statement.7 format=gbt7714 "accessed=$(date +%Y-%m-%d)"

echo '## Everything that one statement says, as text'
ask /v1/export statement=2020-03-17-joint-statement format=txt

echo '## The whole corpus, a paragraph a line'
ask /v1/export

echo '## All matches, page by page, by the Link header'
next="/v1/search?q=%E5%90%88%E4%BD%9C&limit=25&format=jsonl"
while [ -n "$next" ]; do
    curl --silent --show-error --fail-with-body --dump-header "${TMPDIR:-/tmp}/gongbao-head.$$" "$GONGBAO$next"
    next=$(sed -n 's/^[Ll]ink: .*<\([^>]*\)>; rel="next".*/\1/p' "${TMPDIR:-/tmp}/gongbao-head.$$")
done
rm -f "${TMPDIR:-/tmp}/gongbao-head.$$"

echo '## Nothing new? 304, and no search is made'
tag=$(curl --silent --head "$GONGBAO/v1/meta" | tr -d '\r' | sed -n 's/^[Ee][Tt]ag: //p')
curl --silent --output /dev/null --write-out '%{http_code}\n' --header "If-None-Match: $tag" "$GONGBAO/v1/meta"

echo '## What is wrong, and where'
curl --silent --get --data-urlencode 'q=(中国 OR' "$GONGBAO/v1/search"
echo
