"""Fills the new shop: one product class with spec fields, one product, one member of staff. Prints the product's id.

With the product's id as argument it prints that product's title and description instead, as JSON.
"""

import json
import sys

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402 (only after setup)
from oscar.apps.catalogue.models import Category, Product, ProductClass  # noqa: E402
from oscar.apps.partner.models import Partner  # noqa: E402

SPECS = {"weight": ("Weight", "1.2 kg"), "material": ("Material", "Bamboo")}


def fill() -> int:
    """The new product's id."""
    get_user_model().objects.create_superuser("seller", "seller@shop.test", "seller")
    boards = ProductClass.objects.create(name="Cutting boards", track_stock=False)
    Partner.objects.create(name="Lumo")
    for code, (name, _) in SPECS.items():
        boards.attributes.create(code=code, name=name, type="text")
    product = Product(
        title="Lumo Bamboo Cutting Board 🎍",
        product_class=boards,
        description="<p>A board for everyday cooking 🎍.</p>",
    )
    for code, (_, value) in SPECS.items():
        setattr(product.attr, code, value)
    product.save()
    product.categories.add(Category.add_root(name="Kitchen"))
    return int(product.pk)


def read(pk: str) -> dict[str, str]:
    """What the database holds of the product."""
    product = Product.objects.get(pk=pk)
    return {"title": product.title, "description": product.description}


print(json.dumps(read(sys.argv[1]) if len(sys.argv) > 1 else fill()))
