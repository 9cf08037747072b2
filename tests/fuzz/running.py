"""Sends odd requests to every address as every role, and says which were answered with a failure."""

import copy
import random
import traceback
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

from django.core.cache import cache
from django.core.signals import got_request_exception
from django.db import transaction
from django.test import Client

from tests.addresses import Address, addresses
from tests.fuzz import odd
from tests.ways.going import data_for
from tests.ways.world import World

# Wagtail's page that shows what a failure looks like.
LEFT_OUT = {"wagtailadmin_error_test"}


class Run:
    """A run of ``number`` requests; ``failures`` says by cause which were answered with 5xx."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.drawn = world, random.Random(seed)
        self.failures: dict[str, list[str]] = {}
        self._forms: dict[str, dict[str, Any]] = {}
        self.clients = dict(world.clients)
        self.clients["member"] = Client()
        self.clients["member"].force_login(world.member)
        for client in self.clients.values():
            client.raise_request_exception = False

    def go(self, number: int) -> None:
        """Send that many requests; each address comes once before one comes again."""
        known = self._addresses()
        for address, _count in zip(known, range(number), strict=False):
            self._one(address)

    def _addresses(self) -> Iterator[Address]:
        found = [address for address in addresses() if address.name not in LEFT_OUT]
        while True:
            self.drawn.shuffle(found)
            yield from found

    def _one(self, address: Address) -> None:
        role = self.drawn.choice(["administrator", *self.clients])
        where = self.world.address(address)
        if self.drawn.random() < 0.15:
            where = self._odd_path(where)
        wanted = odd.query(self.drawn)
        if wanted:
            where += ("&" if "?" in where else "?") + urlencode(wanted, doseq=True, errors="surrogatepass")
        method, data, headers = self._sent(address)
        said = f"{role} {method} {where[:300]} {str(data)[:2000]}"
        self._send(self.clients[role], method, where, data, headers, said)

    def _odd_path(self, where: str) -> str:
        parts = where.split("/")
        parts[self.drawn.randrange(1, len(parts))] = quote(self.drawn.choice(odd.VALUES), safe="")
        return "/".join(parts)

    def _sent(self, address: Address) -> tuple[str, Any, dict[str, str]]:
        headers = self.drawn.choice(
            [{}, {}, {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}, {"HTTP_ACCEPT": "application/json"}]
        )
        chance = self.drawn.random()
        if chance < 0.5:
            return "get", {}, headers
        if chance < 0.6:
            kind = self.drawn.choice(["application/json", "text/plain", "multipart/form-data; boundary=x"])
            return "generic", odd.raw(self.drawn), headers | {"content_type": kind}
        return "post", odd.body(self.drawn, self._form(address)), headers

    def _form(self, address: Address) -> dict[str, Any]:
        if address.name not in self._forms:
            with transaction.atomic():
                where = self.world.address(address)
                self._forms[address.name], _headers = data_for(self.world, address, where, from_form=True)
                transaction.set_rollback(True)
        return self._forms[address.name]

    def _send(self, client: Client, method: str, where: str, data: Any, headers: Any, said: str) -> None:
        raised: list[str] = []

        def note(**kwargs: Any) -> None:
            raised.append(_cause(traceback.format_exc()))

        for value in data.values() if isinstance(data, dict) else []:
            if hasattr(value, "seek"):
                value.seek(0)
        cookies = copy.deepcopy(client.cookies)
        got_request_exception.connect(note)
        try:
            with transaction.atomic():
                if method == "generic":
                    answer = client.generic("POST", where, data, **headers)
                else:
                    answer = getattr(client, method)(where, data or None, **headers)
                if answer.streaming and answer.status_code == 200:
                    b"".join(answer)  # what fails while it is read
                transaction.set_rollback(True)
        except Exception:
            self.failures.setdefault(_cause(traceback.format_exc()), []).append(said)
        else:
            if answer.status_code >= 500:
                self.failures.setdefault(raised[0] if raised else "no cause", []).append(said)
        finally:
            got_request_exception.disconnect(note)
            client.cookies = cookies
            cache.clear()


def _cause(trace: str) -> str:
    """Return the last lines of a trace: where it was raised, and what."""
    lines = [line.strip() for line in trace.strip().splitlines() if "^^^" not in line]
    places = [line for line in lines if line.startswith("File ")]
    return " | ".join([*(place.rpartition("site-packages/")[2] for place in places[-3:]), lines[-1][:200]])
