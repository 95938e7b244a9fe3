"""The endpoint that Prometheus scrapes."""

from fastapi import APIRouter
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from starlette.requests import Request
from starlette.responses import Response

from app.api.openapi import Responses, problems
from app.metrics import exposed

router = APIRouter(tags=["the service"])


_EXAMPLE = 'gongbao_requests_total{method="GET",route="/v1/search",status="200"} 42.0\n'
_RESPONSES: Responses = {
    200: {
        "description": "Every metric with its meaning and its type.",
        "content": {CONTENT_TYPE_PLAIN_0_0_4: {"schema": {"type": "string"}, "example": _EXAMPLE}},
    }
}


# `async`: it must answer while a search occupies every thread of the pool.
@router.get(
    "/metrics",
    summary="Metrics for Prometheus",
    response_class=Response,  # without a media type, which FastAPI would give to the problem responses too
    responses=_RESPONSES | problems(),
)
async def expose_metrics(request: Request) -> Response:
    """The number and the duration of requests, the outcome of searches, and the size of the corpus.

    Prometheus' text format 0.0.4. Requests are counted by the template of their route; unknown paths as `unknown`.
    """
    text = exposed(request)
    return Response(text, headers={"Cache-Control": "no-store"}, media_type=CONTENT_TYPE_PLAIN_0_0_4)
