"""A passkey in software: what a browser sends when somebody uses one."""

import json
import secrets
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_encode

HOST = "testserver"
_PRESENT, _VERIFIED, _HAS_KEY = 0x01, 0x04, 0x40


class Passkey:
    """A key for one account."""

    def __init__(self, user_handle: bytes) -> None:
        self.user_handle = user_handle
        self._identity = secrets.token_bytes(16)
        self._key = ec.generate_private_key(ec.SECP256R1())

    def registration(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer the options with which a passkey is added."""
        public = cbor.encode(dict(ES256.from_cryptography_key(self._key.public_key())))
        about = b"\0" * 16 + len(self._identity).to_bytes(2) + self._identity + public
        data = self._authenticator_data(_HAS_KEY) + about
        attested = {"fmt": "none", "attStmt": {}, "authData": data}
        return self._answer(
            {
                "clientDataJSON": websafe_encode(self._client_data("webauthn.create", options)),
                "attestationObject": websafe_encode(cbor.encode(attested)),
            }
        )

    def assertion(self, options: dict[str, Any]) -> dict[str, Any]:
        """Answer the options with which somebody signs in."""
        client, data = self._client_data("webauthn.get", options), self._authenticator_data()
        signature = self._key.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        return self._answer(
            {
                "clientDataJSON": websafe_encode(client),
                "authenticatorData": websafe_encode(data),
                "signature": websafe_encode(signature),
                "userHandle": websafe_encode(self.user_handle),
            }
        )

    def _answer(self, response: dict[str, str]) -> dict[str, Any]:
        identity = websafe_encode(self._identity)
        return {
            "id": identity,
            "rawId": identity,
            "type": "public-key",
            "response": response,
            "clientExtensionResults": {},
        }

    @staticmethod
    def _client_data(kind: str, options: dict[str, Any]) -> bytes:
        challenge = options["publicKey"]["challenge"]
        return json.dumps({"type": kind, "challenge": challenge, "origin": f"https://{HOST}"}).encode()

    @staticmethod
    def _authenticator_data(flags: int = 0) -> bytes:
        return sha256(HOST.encode()).digest() + bytes([_PRESENT | _VERIFIED | flags]) + b"\0\0\0\1"
