"""Every problem the API answers with, as data: its code, its status, what causes it and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One kind of answer that is not a success; codes are stable and never used for anything else."""

    code: str
    status: int
    title: str
    cause: str
    action: str

    @property
    def type(self) -> str:
        """Return the relative URI that stands for this problem (RFC 9457)."""
        return f"/docs#{self.code}"


REQUEST_MALFORMED = Problem(
    "request_malformed",
    400,
    "The request cannot be read",
    "The request breaks HTTP, or the connection ended before the whole body had arrived.",
    "Send it again; if it fails again, check what the client or a proxy makes of it.",
)
BODY_EMPTY = Problem(
    "body_empty",
    400,
    "The body is empty",
    "No article was sent.",
    "Send the article as application/json or as text/plain.",
)
GZIP_BROKEN = Problem(
    "gzip_broken",
    400,
    "The body is not the gzip it is said to be",
    "Content-Encoding is gzip, and the body is something else, damaged, or cut short.",
    "Compress the whole body with a gzip library, or send it as it is, without Content-Encoding.",
)
ENCODING_INVALID = Problem(
    "encoding_invalid",
    400,
    "The request is not UTF-8",
    "The body or the query holds bytes that are not UTF-8; often it is Windows-1252 or was cut inside a character.",
    "Encode it as UTF-8.",
)
JSON_MALFORMED = Problem(
    "json_malformed",
    400,
    "The body is not JSON",
    "The body breaks RFC 8259, names a key twice, holds NaN or Infinity, or is nested too deeply.",
    "Write the body with a JSON library; the detail says where reading stopped.",
)
KEY_MISSING = Problem(
    "key_missing",
    401,
    "An API key is missing",
    "This server lets in whoever has a key, and the request brought none.",
    "Send the key as Authorization: Bearer KEY, or as X-API-Key: KEY.",
)
KEY_UNKNOWN = Problem(
    "key_unknown",
    401,
    "The API key is unknown",
    "The key was mistyped or cut short, or has been taken out of the server's file of keys.",
    "Check the key; ask whoever runs the server for a new one.",
)
SCOPE_MISSING = Problem(
    "scope_missing",
    403,
    "The API key may not do this",
    "The key is known, and the scope that this request asks for is not among its scopes.",
    "Use a key with the scope that the detail names, or ask whoever runs the server to add it.",
)
ORIGIN_REFUSED = Problem(
    "origin_refused",
    403,
    "Pages of this site may not do this",
    "A web page of another site asked, this server is not told to let it, and it asks nobody for a key.",
    "Ask whoever runs the server to name the site in KUTIP_CORS_ORIGINS, or to ask for keys.",
)
IDEMPOTENCY_KEY_INVALID = Problem(
    "idempotency_key_invalid",
    400,
    "The Idempotency-Key cannot be used",
    "The header is empty, too long, or holds blanks or characters outside ASCII.",
    "Send a UUID or something like it, at most 255 characters.",
)
ROUTE_UNKNOWN = Problem(
    "route_unknown",
    404,
    "There is nothing at this address",
    "The path is none of the API's.",
    "Compare the path with /openapi.yaml.",
)
JOB_UNKNOWN = Problem(
    "job_unknown",
    404,
    "No such job",
    "No job has this id, or it expired so long ago that nothing is remembered of it.",
    "Check the id; send the article again if its job is long gone.",
)
BATCH_UNKNOWN = Problem(
    "batch_unknown",
    404,
    "No such batch",
    "No batch has this id, or it expired so long ago that nothing is remembered of it.",
    "Check the id; send the articles again if their batch is long gone.",
)
METHOD_NOT_ALLOWED = Problem(
    "method_not_allowed",
    405,
    "This address does not take that method",
    "The path is right and the method is not.",
    "Use one of the methods in the Allow header.",
)
NOT_ACCEPTABLE = Problem(
    "not_acceptable",
    406,
    "No acceptable representation",
    "The Accept header leaves out every media type that this address sends.",
    "Accept what the detail names, or send no Accept header.",
)
REQUEST_TIMEOUT = Problem(
    "request_timeout",
    408,
    "The body did not arrive in time",
    "The client announced more of a body than it sent, or stopped in the middle.",
    "Send it again, with a Content-Length that is true.",
)
JOB_FAILED = Problem(
    "job_failed",
    409,
    "The job has failed",
    "The article could not be read; there is no record.",
    "The error of the job says why, and whether sending the article again may help.",
)
JOB_FINISHED = Problem(
    "job_finished",
    409,
    "The job has ended",
    "The job has succeeded, failed or been canceled before; there is nothing left to cancel.",
    "Fetch the job to see how it ended.",
)
JOB_CANCELED = Problem(
    "job_canceled",
    409,
    "The job was canceled",
    "The job was canceled before it was done; there is no record.",
    "Send the article again if the record is wanted after all.",
)
BATCH_FINISHED = Problem(
    "batch_finished",
    409,
    "The batch has ended",
    "Every item of the batch has ended before; there is nothing left to cancel.",
    "Fetch the batch to see how its items ended.",
)
RECORD_EXPIRED = Problem(
    "record_expired",
    410,
    "The record has expired",
    "The job's time to live is over; its article and its record are gone.",
    "Send the article again, and fetch the record before expires_at.",
)
BODY_TOO_LARGE = Problem(
    "body_too_large",
    413,
    "The body is too large",
    "The body, once unpacked, is longer than this server takes.",
    "Send less; /v1/capabilities says how much is taken. Whoever runs the server sets KUTIP_MAX_BODY_BYTES.",
)
ADDRESS_TOO_LONG = Problem(
    "address_too_long",
    414,
    "The address is too long",
    "The first line of a request, with the path and the query, may have 8,190 bytes.",
    "Send long values in a JSON body instead of the query.",
)
HEADERS_TOO_LARGE = Problem(
    "headers_too_large",
    431,
    "The headers are too large",
    "A request may have 60 header fields of 8,190 bytes each.",
    "Leave out headers that this API does not know; cookies are none of its own.",
)
MEDIA_TYPE_UNSUPPORTED = Problem(
    "media_type_unsupported",
    415,
    "Unsupported media type",
    "The Content-Type is missing, or not one an article can be sent in.",
    "Send application/json or text/plain and say so in Content-Type.",
)
CHARSET_UNSUPPORTED = Problem(
    "charset_unsupported",
    415,
    "Unsupported charset",
    "The Content-Type names a charset other than UTF-8.",
    "Encode the body as UTF-8.",
)
CONTENT_ENCODING_UNSUPPORTED = Problem(
    "content_encoding_unsupported",
    415,
    "Unsupported content encoding",
    "The body is compressed in another way than gzip.",
    "Send the body as gzip, or as it is, without Content-Encoding.",
)
ARTICLE_INVALID = Problem(
    "article_invalid",
    422,
    "The article is not valid",
    "The request could be read, but what it says is not an article.",
    "Mend what errors lists: each entry points at a value and says what is wrong with it.",
)
PARAMETER_INVALID = Problem(
    "parameter_invalid",
    422,
    "A parameter is not valid",
    "The query names a parameter that this address does not have, or a value that it cannot have.",
    "Mend what errors lists: each entry points at a parameter and says what it may be.",
)
IDEMPOTENCY_MISMATCH = Problem(
    "idempotency_mismatch",
    422,
    "The Idempotency-Key was used for another request",
    "The same key came with another body within the last day.",
    "Make a new key for each new request; use a key again only to repeat its request.",
)
BATCH_TOO_LARGE = Problem(
    "batch_too_large",
    422,
    "The batch has too many articles",
    "The batch holds more articles than this server takes at once, than may ever wait, or than its key may ever send.",
    "Send it in parts; the detail says how many articles a batch may have.",
)
BATCH_EMPTY = Problem(
    "batch_empty",
    422,
    "The batch is empty",
    "The request could be read and there is no article in it.",
    "Send at least one article: a line of NDJSON, or an entry of articles.",
)
RATE_LIMITED = Problem(
    "rate_limited",
    429,
    "Too many articles in a minute",
    "This key (without keys: all callers together) has sent as many articles as it may in one minute.",
    "Send the rest after Retry-After seconds; RateLimit says with each answer how many are left.",
)
UNFINISHED_LIMIT = Problem(
    "unfinished_limit",
    429,
    "Too many unfinished jobs",
    "This key has as many jobs that are queued or running as it may, or would have with these.",
    "Send the rest after Retry-After seconds, or cancel jobs that are no longer wanted.",
)
INTERNAL = Problem(
    "internal",
    500,
    "Internal error",
    "A defect of this service.",
    "Report it with the request_id; the server's log holds the rest.",
)
QUEUE_FULL = Problem(
    "queue_full",
    503,
    "The queue is full",
    "As many articles wait as may wait.",
    "Send the article again after Retry-After seconds.",
)
STORE_UNAVAILABLE = Problem(
    "store_unavailable",
    503,
    "The store is unavailable",
    "Redis is away, starting, read-only or full.",
    "Try again after Retry-After seconds; nothing that was accepted is lost.",
)
WORKER_MISSING = Problem(
    "worker_missing",
    503,
    "No worker is alive",
    "Articles are accepted and kept, but nothing reads them at present.",
    "Start a worker.",
)

CATALOGUE: tuple[Problem, ...] = tuple(each for each in tuple(globals().values()) if isinstance(each, Problem))
