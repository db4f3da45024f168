"""The dashboards the tests visit: where each is, which page of tests/pages plays it, and where a seller types."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from servers import PAGES


@dataclass(frozen=True)
class Form:
    """One dashboard. `box` is what the seller clicks to type into `field`; `saved` is that field's name in the form."""

    name: str
    page: str
    url: str
    field: str
    box: str
    saved: str

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc

    @property
    def listing(self) -> dict[str, Any]:
        """The Listing that the untouched page must give."""
        return json.loads((PAGES / self.page).with_suffix(".json").read_text())

    @property
    def text(self) -> str:
        """What the field holds before anything is typed."""
        return next(field["text"] for field in self.listing["fields"] if field["id"] == self.field)


AMAZON = "https://sellercentral.amazon.com/abis/listing/edit?marketplaceID=ATVPDKIKX0DER&sku=LUMO-01"
BULLET = ("bullet_2", "[name='bullet_point-1-value']", "bullet_point-1-value")
FORMS = [
    Form("amazon", "amazon.html", AMAZON, *BULLET),
    Form("amazon, closed roots", "amazon.html", f"{AMAZON}#closed", *BULLET),
    Form(
        "ebay", "ebay.html", "https://www.ebay.com/lstng?draftId=5017&mode=ReviseItem",
        "description", "#se-rte-frame__summary", "description",
    ),
    Form(
        "etsy", "etsy.html", "https://www.etsy.com/your/shops/me/listing-editor/edit/1700",
        "description", "#listing-description-textarea", "description",
    ),
    Form("shopify", "shopify.html", "https://admin.shopify.com/store/lumo/products/1700",
         "description", "#product-description_ifr", "description"),
    Form(
        "woocommerce", "woocommerce.html", "https://shop.test/wp-admin/post.php?post=17&action=edit",
        "description", "#content_ifr", "content",
    ),
    Form("generic", "generic.html", "https://office.test/products/17", "description", "#f2", "a2"),
]  # fmt: skip
ROUTES = {f"{form.host}{urlsplit(form.url).path}": form.page for form in FORMS}


@dataclass(frozen=True)
class ReadForm:
    """A dashboard that is read and nothing more: a page that names its own address, and the listing beside it."""

    name: str

    @property
    def url(self) -> str:
        page = (PAGES / f"{self.name}.html").read_text()
        return html.unescape(re.findall(r'<link rel="canonical" href="([^"]+)">', page)[0])

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc


READ = [ReadForm(page.stem) for page in sorted(PAGES.glob("*.html")) if 'rel="canonical"' in page.read_text()]
ROUTES |= {f"{form.host}{urlsplit(form.url).path}": f"{form.name}.html" for form in READ}
LAYOUTS = "https://layouts.test/"
"""A page that shows one field at a time, in each layout that is known to move underlines."""
EDITORS = "https://editors.test/"
"""A page that holds the editor its address names after #."""
SOURCES = Path(__file__).parent / "editors"
"""How each of those editors is set up."""
PLACES = {"layouts.test/": "layouts.html", "editors.test/": "editors.html"}


def plain(value: str) -> str:
    """The words of a saved value, whether the form saves text or HTML."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", value))).strip()
