"""One question at a time to the StatBank, within its limits; the only place where the program opens a connection out."""

from __future__ import annotations

import datetime
import email.utils
import http.client
import ipaddress
import time
import urllib.error
import urllib.request
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import Message as Headers
from typing import Any
from urllib.parse import urljoin, urlsplit

from medlemsdialog.catalogue import Message
from medlemsdialog.errors import UsageError
from medlemsdialog.runs.statistics_faults import Answer, StatisticsFetchError, require_table

_TOO_MANY, _UNAVAILABLE = 429, 503
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_REDIRECTS = 3
_PIECE = 64 * 1024


@dataclass(frozen=True)
class Limits:
    """What the service allows, and how long and how much we take. Seconds and bytes."""

    queries: int = 30
    within: float = 60
    timeout: float = 30
    whole_answer: float = 180
    most_bytes: int = 64 * 1024 * 1024
    longest_wait: float = 120
    most_waits: int = 3
    # The service's own limit of an address; a longer one is answered with 404.
    longest_address: int = 2_000


@dataclass
class StatBank:
    """The service at one address. It is asked for one thing at a time and never more often than it allows."""

    address: str
    limits: Limits = field(default_factory=Limits)
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    tell: Callable[[Message], None] = lambda _: None
    _asked: deque[float] = field(default_factory=deque)

    def __post_init__(self) -> None:
        self.address = check_address(self.address)

    def get(self, path: str) -> Answer:
        """Return the JSON answer at a path below the address.

        Raises:
            StatisticsFetchError: No answer, another status than 200, no JSON, or one too large or cut short.
        """
        address = f"{self.address}/{path}"
        if len(address) > self.limits.longest_address:
            raise StatisticsFetchError(
                Message(
                    "Spørringen er på {found} tegn. Tillatt: høyst {allowed}. Ta med færre innhold eller perioder i dialogue.yaml.",
                    found=len(address),
                    allowed=self.limits.longest_address,
                )
            )
        for waits_left in reversed(range(self.limits.most_waits + 1)):
            self._keep_pace()
            answer, retry_after = self._ask(address)
            if answer.status not in (_TOO_MANY, _UNAVAILABLE):
                break
            seconds = retry_after if retry_after is not None else self.limits.within
            if not waits_left or seconds > self.limits.longest_wait:
                break
            self.tell(
                Message("Statistikkbanken ber oss vente. Prøver igjen om {seconds} sekunder.", seconds=round(seconds))
            )
            self.sleep(seconds)
        require_table(answer)
        return answer

    def _keep_pace(self) -> None:
        while self._asked and self.clock() - self._asked[0] >= self.limits.within:
            self._asked.popleft()
        if len(self._asked) >= self.limits.queries:
            wait = self.limits.within - (self.clock() - self._asked[0])
            self.tell(
                Message(
                    "Statistikkbanken tar imot {queries} spørringer i minuttet. Venter {seconds} sekunder.",
                    queries=self.limits.queries,
                    seconds=round(wait),
                )
            )
            self.sleep(wait)
            self._asked.popleft()
        self._asked.append(self.clock())

    def _ask(self, address: str) -> tuple[Answer, float | None]:
        try:
            asked = address
            for _ in range(_MOST_REDIRECTS + 1):
                response = _opener(asked).open(_request(asked), timeout=self.limits.timeout)
                with response:
                    if response.status not in _REDIRECTS:
                        return self._read(response, asked), _retry_after(response.headers)
                    asked = _follow(asked, response.headers.get("Location", ""))
        except TimeoutError:
            raise self._silent() from None
        except urllib.error.URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise self._silent() from None
            raise _unreachable(address, error.reason) from None
        except (http.client.HTTPException, OSError, ValueError) as error:
            raise _unreachable(address, error) from None
        raise StatisticsFetchError(
            Message("Adressen {address} sender oss videre uten ende. Rett «statistics_address».", address=address)
        )

    def _read(self, response: Any, address: str) -> Answer:
        content_type = response.headers.get_content_type()
        started, pieces, size = self.clock(), [], 0
        expected = response.headers.get("Content-Length", "")
        cut_short = False
        while True:
            try:
                piece = response.read1(_PIECE)
            except http.client.IncompleteRead as error:
                piece, cut_short = error.partial, True
            size += len(piece)
            pieces.append(piece)
            if size > self.limits.most_bytes:
                raise StatisticsFetchError(
                    Message(
                        "Svaret er større enn {allowed} byte, og resten er ikke hentet. "
                        "Ta med færre innhold eller perioder i dialogue.yaml.",
                        allowed=self.limits.most_bytes,
                    )
                )
            if not piece or cut_short:
                break
            if self.clock() - started > self.limits.whole_answer:
                raise self._silent()
        answer = Answer(address, response.status, content_type, b"".join(pieces))
        if cut_short or (expected.isdecimal() and size != int(expected)):
            raise StatisticsFetchError(
                Message(
                    "Svaret ble avbrutt: Fant {found} byte, ventet {expected}. Se etter at nettet virker, og prøv igjen.",
                    found=size,
                    expected=expected or "–",
                ),
                answer,
            )
        return answer

    def _silent(self) -> StatisticsFetchError:
        return StatisticsFetchError(
            Message(
                "{host} svarte ikke innen {seconds} sekunder. Se etter at nettet virker, og prøv igjen senere.",
                host=urlsplit(self.address).netloc,
                seconds=round(self.limits.timeout),
            )
        )


def check_address(address: str) -> str:
    """Return the service's address without a slash at the end.

    Raises:
        UsageError: It is no address of a web service, or it is not encrypted.
    """
    try:
        parts = urlsplit(address.strip())
        host, plain = parts.hostname or "", bool(not parts.query and not parts.fragment and parts.username is None)
        _ = parts.port
    except ValueError:
        host, plain, parts = "", False, urlsplit("")
    if not host or not plain or not (parts.scheme == "https" or (parts.scheme == "http" and _is_own_machine(host))):
        raise UsageError(
            Message(
                "Adressen til Statistikkbanken er «{found}». Den må begynne med https:// og være uten navn, passord og spørretegn. "
                "Rett «statistics_address» i dialogue.yaml, eller oppgi den med --address.",
                found=address,
            )
        )
    return address.strip().rstrip("/")


def _is_own_machine(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _AnyStatus(urllib.request.HTTPErrorProcessor):
    """Every status is an answer to us: nothing is followed unseen, and what the service says of a fault is told on."""

    def http_response(self, request: urllib.request.Request, response: Any) -> Any:
        return response

    https_response = http_response


def _opener(address: str) -> urllib.request.OpenerDirector:
    # No proxy stands between this machine and itself.
    proxies = [urllib.request.ProxyHandler({})] if _is_own_machine(urlsplit(address).hostname or "") else []
    return urllib.request.build_opener(_AnyStatus, *proxies)


def _request(address: str) -> urllib.request.Request:
    headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "medlemsdialog"}
    return urllib.request.Request(address, headers=headers)  # noqa: S310 - check_address allows no other scheme


def _follow(asked: str, location: str) -> str:
    target = urljoin(asked, location)
    here, there = urlsplit(asked), urlsplit(target)
    if not location or (here.scheme, here.netloc) != (there.scheme, there.netloc):
        raise StatisticsFetchError(
            Message(
                "{host} sender oss videre til «{found}». Det følges ikke. "
                "Er tjenesten flyttet, så rett «statistics_address» i dialogue.yaml.",
                host=here.netloc,
                found=there.netloc or target,
            )
        )
    return target


def _retry_after(headers: Headers) -> float | None:
    written = (headers.get("Retry-After") or "").strip()
    if written.isascii() and written.isdigit() and len(written) < 10:
        return float(written)
    try:
        when = email.utils.parsedate_to_datetime(written)
    except (TypeError, ValueError):
        return None
    now = datetime.datetime.now(datetime.UTC)
    zoned = when if when.tzinfo else when.replace(tzinfo=datetime.UTC)
    return max(0.0, (zoned - now).total_seconds())


def _unreachable(address: str, fault: object) -> StatisticsFetchError:
    return StatisticsFetchError(
        Message(
            "Fikk ikke kontakt med {host}: {fault}. Se etter at maskinen er på nett og at adressen er riktig, og prøv igjen.",
            host=urlsplit(address).netloc,
            fault=str(fault) or type(fault).__name__,
        )
    )
