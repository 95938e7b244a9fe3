# A server with the index of seeds/ inside. The base image needs Python 3.11 or later with venv:
#   docker build --build-arg BASE=python:3.13-slim -t gongbao .
#   docker run --read-only -p 8000:8000 gongbao
ARG BASE=python:3.13-slim

FROM ${BASE} AS build
WORKDIR /gongbao
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
COPY requirements/build.txt requirements/run.txt requirements/
RUN python3 -m venv /opt/gongbao \
    && /opt/gongbao/bin/pip install --require-hashes -r requirements/build.txt \
    && /opt/gongbao/bin/pip install --no-build-isolation --require-hashes -r requirements/run.txt
# `--build-arg EXTRA=opensearch` adds the client of a cluster.
ARG EXTRA=
COPY requirements/opensearch.txt requirements/
RUN if [ "$EXTRA" = opensearch ]; then \
        /opt/gongbao/bin/pip install --no-build-isolation --require-hashes -r requirements/opensearch.txt; \
    fi
COPY search search
COPY indexer indexer
COPY app app
COPY seeds seeds
RUN /opt/gongbao/bin/python -m compileall -q search indexer app \
    && /opt/gongbao/bin/python -m indexer seeds --index index \
    && /opt/gongbao/bin/pip uninstall --yes --quiet setuptools pip

FROM ${BASE}
WORKDIR /gongbao
COPY --from=build /opt/gongbao /opt/gongbao
COPY --from=build /gongbao/search search
COPY --from=build /gongbao/indexer indexer
COPY --from=build /gongbao/app app
COPY --from=build /gongbao/index index
ENV PATH=/opt/gongbao/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    GONGBAO_INDEX=/gongbao/index GONGBAO_HOST=0.0.0.0 GONGBAO_PORT=8000
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(f'http://127.0.0.1:{os.environ[\"GONGBAO_PORT\"]}/readyz', timeout=2)"]
CMD ["python", "-m", "app"]
