"""The application: its factory reads as a table of contents."""

from flask_openapi3 import Info, OpenAPI

import caveat
from caveat.api import (
    check,
    compare,
    context,
    decisions,
    demo,
    docs,
    errors,
    evidence,
    evidence_page,
    health,
    history,
    marketplaces,
    pair,
    privacy_page,
    rules,
    security,
    sent,
    suggest,
    vendors,
    vendors_page,
)
from caveat.config import Settings


def create_app(settings: Settings | None = None) -> OpenAPI:
    """Make the application. Without settings they come from the environment (CAVEAT_*)."""
    app = OpenAPI(
        "caveat",
        info=Info(
            title="Caveat",
            version=caveat.__version__,
            description="Checks what a listing claims before it is saved. Every /api/ request carries the header "
            "X-Caveat-Token, which POST /api/v1/pair gives for the code that the terminal shows.",
        ),
        security_schemes=security.SCHEMES,
        doc_ui=False,
        static_folder=None,
        validation_error_model=errors.Problem,
        validation_error_callback=errors.bad_query,
    )
    context.init_app(app, settings or Settings.from_environment())
    errors.init_app(app)
    security.init_app(app)

    app.register_api(check.api)
    app.register_api(compare.api)
    app.register_api(rules.api)
    app.register_api(marketplaces.api)
    app.register_api(pair.api)
    app.register_api(decisions.api)
    app.register_api(history.api)
    app.register_api(evidence.api)
    app.register_api(suggest.api)
    app.register_api(vendors.api)
    app.register_api(sent.api)
    app.register_api(health.api)
    app.register_blueprint(demo.pages)
    app.register_blueprint(docs.pages)
    app.register_blueprint(vendors_page.pages)
    app.register_blueprint(evidence_page.pages)
    app.register_blueprint(privacy_page.pages)
    return app
