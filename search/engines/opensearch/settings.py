"""Settings of the connection to a cluster, from environment variables that begin with `GONGBAO_OPENSEARCH_`."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003  pydantic reads the annotations
from typing import Any

from opensearchpy import Urllib3AWSV4SignerAuth, Urllib3HttpConnection
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from search.errors import EngineError, EngineMissingError


class ClusterSettings(BaseSettings):
    """How the nodes are reached, and how an index is divided. Secrets are read from files."""

    model_config = SettingsConfigDict(env_prefix="GONGBAO_OPENSEARCH_", frozen=True)

    user: str | None = Field(None, description="The name of the user.")
    password_file: Path | None = Field(None, description="The file with the password of the user.")
    api_key_file: Path | None = Field(None, description="The file with an API key, sent instead of a password.")
    ca: Path | None = Field(None, description="The certificates that sign those of the nodes, instead of the system's.")
    cert: Path | None = Field(None, description="The certificate of this client.")
    key: Path | None = Field(None, description="The key of that certificate.")
    aws_region: str | None = Field(None, description="The region of a service of AWS: requests are signed (SigV4).")
    shards: int = Field(1, ge=1, le=1000, description="How many shards an index of paragraphs has.")
    replicas: int = Field(1, ge=0, le=10, description="How many copies each shard has.")

    def options(self) -> dict[str, Any]:
        """The options of `opensearchpy.OpenSearch`. Raises `EngineError` if a file cannot be read."""
        options: dict[str, Any] = {}
        if self.user is not None:
            options["http_auth"] = (self.user, _secret(self.password_file, "PASSWORD_FILE"))
        if self.api_key_file is not None:
            options["headers"] = {"authorization": f"ApiKey {_secret(self.api_key_file, 'API_KEY_FILE')}"}
        if self.aws_region is not None:
            options |= {"http_auth": _aws(self.aws_region), "connection_class": Urllib3HttpConnection}
        files = {"ca_certs": self.ca, "client_cert": self.cert, "client_key": self.key}
        return options | {name: str(path) for name, path in files.items() if path is not None}


def _secret(path: Path | None, name: str) -> str:
    if path is None:
        raise EngineError(f"The variable GONGBAO_OPENSEARCH_{name} is not set; it names the file with the secret.")
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        raise EngineError(f"The file {path} of GONGBAO_OPENSEARCH_{name} cannot be read ({error}).") from error


def _aws(region: str) -> Urllib3AWSV4SignerAuth:
    try:
        import boto3  # type: ignore[import-not-found]  # noqa: PLC0415  needed for AWS only
    except ModuleNotFoundError as error:
        raise EngineMissingError(
            "Requests to AWS are signed by the library boto3, which is not installed.",
            hint="Run pip install boto3 to install it.",
        ) from error
    return Urllib3AWSV4SignerAuth(boto3.Session().get_credentials(), region)
