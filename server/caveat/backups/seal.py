"""Sealing with a password: scrypt makes the key, AES-256-GCM seals. Needs the extra `caveat[sealed]`."""

import hashlib
import os
from typing import TYPE_CHECKING

from caveat.errors import BadBackup

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_SALT, _NONCE = 16, 12
_ABOUT = b"caveat-backup 1"
LARGEST = 2**31 - 64
"""Bytes that AES-GCM seals in one piece."""


def seal(data: bytes, password: bytes) -> bytes:
    """Salt, nonce and the sealed bytes. BadBackup: `cryptography` is not installed, or the data is too large."""
    if len(data) > LARGEST:
        raise BadBackup("There is too much to seal in one file. Back up without a password.", code="backup-too-large")
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    return salt + nonce + _cipher(password, salt).encrypt(nonce, data, _ABOUT)


def unseal(sealed: bytes, password: bytes) -> bytes:
    """The bytes again. BadBackup: the password is another; that the bytes are whole is known before."""
    salt, nonce, rest = sealed[:_SALT], sealed[_SALT : _SALT + _NONCE], sealed[_SALT + _NONCE :]
    cipher = _cipher(password, salt)
    from cryptography.exceptions import InvalidTag

    try:
        return cipher.decrypt(nonce, rest, _ABOUT)
    except InvalidTag:
        said = "This is not the password of this backup. Nothing was changed."
        raise BadBackup(said, code="backup-wrong-password") from None


def _cipher(password: bytes, salt: bytes) -> "AESGCM":
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    except ModuleNotFoundError:
        said = "A password needs the package `cryptography`: pip install 'caveat[sealed]'."
        raise BadBackup(said, code="backup-cannot-seal") from None
    return AESGCM(hashlib.scrypt(password, salt=salt, n=2**15, r=8, p=1, maxmem=2**26, dklen=32))
