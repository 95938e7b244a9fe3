"""What is counted about the service."""

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


# `async` like the other questions about the service: it must be answered while every thread of the pool is searching.
@router.get(
    "/metrics",
    summary="Metrics for Prometheus",
    response_class=Response,  # of no media type, or FastAPI would give that to the problems too
    responses=_RESPONSES | problems(),
)
async def expose_metrics(request: Request) -> Response:
    """How many requests there were and how long they took, what became of searches, and what the corpus is.

    Prometheus' text format 0.0.4. Addresses are counted by their template; those that there are not, as `unknown`.
    """
    text = exposed(request)
    return Response(text, headers={"Cache-Control": "no-store"}, media_type=CONTENT_TYPE_PLAIN_0_0_4)
