"""Against a server that speaks S3 over real HTTP on loopback; what arrived is read with boto3."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import boto3
import pytest
from moto.moto_server.threaded_moto_server import ThreadedMotoServer

from audioed.errors import UploadError, UsageError
from audioed.uploading import upload


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3(service: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    for name, value in {
        "AWS_ENDPOINT_URL": service,
        "AWS_ACCESS_KEY_ID": "AKIAIOSFODNN7EXAMPLE",
        "AWS_SECRET_ACCESS_KEY": "none",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_EC2_METADATA_DISABLED": "true",
        "AWS_CONFIG_FILE": str(tmp_path / "none"),
        "AWS_SHARED_CREDENTIALS_FILE": str(tmp_path / "none"),
    }.items():
        monkeypatch.setenv(name, value)
    urlopen(Request(f"{service}/moto-api/reset", method="POST")).close()  # noqa: S310 - on loopback
    client = boto3.client("s3")
    client.create_bucket(Bucket="show")
    return client


def objects(s3: Any) -> dict[str, bytes]:
    entries = s3.list_objects_v2(Bucket="show").get("Contents", ())
    return {entry["Key"]: s3.get_object(Bucket="show", Key=entry["Key"])["Body"].read() for entry in entries}


def test_a_bucket_gets_every_file_with_its_headers(s3: Any, public: Path, contents: Any) -> None:
    upload(public, "s3://show")

    assert objects(s3) == contents(public)
    sound = s3.head_object(Bucket="show", Key="episodes/one/one.mp3")
    assert (sound["ContentType"], sound["CacheControl"]) == ("audio/mpeg", "public, max-age=3600")
