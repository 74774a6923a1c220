"""A bucket of S3, or of a service that speaks its protocol, as a target."""

import asyncio
import os
from collections.abc import Collection, Mapping
from io import BufferedReader
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from botocore.exceptions import (  # type: ignore[import-untyped] # botocore ships no types
    BotoCoreError,
    ClientError,
    HTTPClientError,
    NoCredentialsError,
    PartialCredentialsError,
)
from botocore.exceptions import (
    ConnectionError as ConnectionFailedError,
)
from fsspec.asyn import sync
from s3fs import S3FileSystem

from audioed.errors import UploadError, UsageError
from audioed.uploading.headers import cache_control, content_type
from audioed.uploading.published import File, digest
from audioed.uploading.target import AGAIN, Held

_OUR_HASH = "audioed-sha256"
"""A file's own hash, kept with it: an encrypted object's ETag says nothing about its content."""

_CREDENTIALS = (
    "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE; and AWS_ENDPOINT_URL, if it is not Amazon's."
)
_RIGHTS = (
    "The keys need s3:ListBucket on the bucket, s3:GetObject and s3:PutObject in it, s3:DeleteObject for --delete."
)
_SETTINGS = "Look at the bucket's name, and at what AWS_… variables and ~/.aws say."


class S3Target:
    """A bucket, or a folder in it.

    An object is put by one request, so it appears whole (Amazon S3 User Guide, "data consistency model"), and its ETag
    is the MD5 of its content unless it is encrypted with a key of its own (API reference, "Object").
    """

    lanes = 8

    def __init__(self, address: str, *, silence_s: float) -> None:
        hint = "Write s3://BUCKET or s3://BUCKET/FOLDER."
        try:
            parts = urlsplit(address)
        except ValueError as error:  # such as "s3://["
            raise UsageError(f'"{address}" can\'t be read: {error}', hint=hint) from error
        self._bucket = parts.netloc
        if not self._bucket:
            raise UsageError(f'"{address}" names no bucket.', hint=hint)
        self._prefix = f"{folder}/" if (folder := parts.path.strip("/")) else ""
        self._silence_s = silence_s
        patience = {"connect_timeout": silence_s, "read_timeout": silence_s}
        self._fs = S3FileSystem(config_kwargs=patience, skip_instance_cache=True)
        # botocore tries again too, AWS_MAX_ATTEMPTS times, and rewinds the file first, which s3fs does not.
        self._fs.retries = 1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """s3fs closes its connections when it is let go."""

    def listing(self) -> Mapping[str, Held]:
        """Return the objects under the prefix."""
        held: dict[str, Held] = {}
        token: dict[str, str] = {}
        while True:
            page = self._call("list_objects_v2", Prefix=self._prefix, **token)
            for entry in page.get("Contents", ()):
                if path := entry["Key"].removeprefix(self._prefix):
                    held[path] = Held(size=entry["Size"], mark=entry["ETag"].strip('"'))
            if not page.get("IsTruncated"):
                return held
            token = {"ContinuationToken": page["NextContinuationToken"]}

    def is_same(self, file: File, held: Held) -> bool:
        """Compare the ETag, and where that is none of MD5 the hash that was sent along."""
        if held.size != file.size:
            return False
        if held.mark == file.digest("md5"):
            return True
        about = self._call("head_object", Key=self._prefix + file.path)
        noted: str = about["Metadata"].get(_OUR_HASH, "")
        return noted == file.digest("sha256")

    def begin(self, paths: Collection[str]) -> None:
        """Nothing need be known."""

    def send(self, file: File) -> None:
        """Put the file with its type and what caches may do."""
        with file.open() as body:
            self._call(
                "put_object",
                Key=self._prefix + file.path,
                Body=body,
                ContentType=content_type(file),
                CacheControl=cache_control(file),
                Metadata={_OUR_HASH: digest(body, "sha256")},
            )

    def finish(self) -> None:
        """Nothing need be known."""

    def remove(self, path: str) -> None:
        """Delete the object."""
        self._call("delete_object", Key=self._prefix + path)

    def _call(self, method: str, **options: object) -> Mapping[str, Any]:
        """Call a method of S3's API on the bucket."""
        try:
            answer: Mapping[str, Any] = sync(self._fs.loop, self._asked, method, Bucket=self._bucket, **options)
        except TimeoutError as error:
            silence = f"it took nothing for {self._silence_s:g} s"
            raise UploadError(f"The connection to s3://{self._bucket} failed: {silence}", hint=AGAIN) from error
        except (NoCredentialsError, PartialCredentialsError) as error:
            raise UploadError(f"There are no credentials for s3://{self._bucket}.", hint=_CREDENTIALS) from error
        except (ConnectionFailedError, HTTPClientError) as error:
            raise UploadError(f"The connection to s3://{self._bucket} failed: {error}", hint=AGAIN) from error
        except (BotoCoreError, ValueError) as error:
            raise UploadError(f"s3://{self._bucket} can't be asked: {error}", hint=_SETTINGS) from error
        except OSError as error:
            raise self._refusal(error) from error
        return answer

    async def _asked(self, method: str, **options: Any) -> Mapping[str, Any]:  # noqa: ANN401 - whatever S3 takes
        """Call a method, and see that a file that is sent goes on being taken: nobody else does.

        Raises:
            TimeoutError: it doesn't.
        """
        call = self._fs._call_s3  # noqa: SLF001 - so fsspec names what is asynchronous
        asking = asyncio.ensure_future(call(method, **options))
        body: BufferedReader | None = options.get("Body")
        before = -1
        while not (await asyncio.wait({asking}, timeout=self._silence_s))[0]:
            if body and before == body.tell() < os.fstat(body.fileno()).st_size:
                asking.cancel()
                await asyncio.wait({asking})
                raise TimeoutError
            before = body.tell() if body else before
        found: Mapping[str, Any] = asking.result()
        return found

    def _refusal(self, error: OSError) -> UploadError:
        """Return what an answer of the service means; s3fs hides it behind an error of the system."""
        cause = error.__cause__
        code = cause.response["Error"]["Code"] if isinstance(cause, ClientError) else ""
        match code:
            case "NoSuchBucket" | "InvalidBucketName":
                return UploadError(
                    f'There is no bucket "{self._bucket}".',
                    hint="Make it, or correct the address: s3://BUCKET/FOLDER. AWS_ENDPOINT_URL names the service.",
                )
            case "AccessDenied" | "AllAccessDisabled" | "403":
                return UploadError(f"s3://{self._bucket} does not allow it: {error}", hint=_RIGHTS)
            case "InvalidAccessKeyId" | "SignatureDoesNotMatch" | "ExpiredToken" | "InvalidToken":
                return UploadError(f"s3://{self._bucket} does not accept the keys: {error}", hint=_CREDENTIALS)
            case _:
                return UploadError(f"s3://{self._bucket} failed: {error}", hint=AGAIN)
