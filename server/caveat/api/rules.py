"""GET /api/v1/rules: what the rule book looks for, and one rule in full."""

from flask import Response
from pydantic import BaseModel, Field

from caveat import checker
from caveat.api.blueprint import noun
from caveat.api.body import Language, gives, language
from caveat.errors import NotFound
from caveat.models import BookRef, Category, LawRef, Noun, Verdict
from caveat.rulebook.schema import ByLanguage, Rule

api = noun("rules", "Rules", "What is looked for, and why.")


class RuleSummary(Noun):
    """One rule in a line. `verdict` is the one where the rule names no market of its own."""

    id: str
    category: Category
    verdict: Verdict
    markets: list[str]
    languages: list[str]
    message: str


class RuleList(Noun):
    """All rules, in the order of their names."""

    rulebook: BookRef
    rules: list[RuleSummary]


class RuleDetail(RuleSummary):
    """One rule in full, with the laws it cites and the examples it is tested by."""

    why: str
    verdicts: dict[str, Verdict]
    laws: list[LawRef]
    platforms: list[str]
    evidence: list[str]
    flags: ByLanguage
    allows: ByLanguage


class RulePath(BaseModel):
    """Which rule."""

    rule: str = Field(description="The rule's id, as in `pesticide/kills-germs`.")


@api.get("/rules", responses={"200": RuleList}, operation_id="rules")
def list_rules() -> Response:
    """List the rules."""
    engine = checker.engine()
    book, said = engine.book, language()
    return gives(
        RuleList(
            rulebook=engine.ref,
            rules=[summary(name, rule, said) for name, rule in sorted(book.rules.items())],
        )
    )


@api.get("/rules/<path:rule>", responses={"200": RuleDetail}, operation_id="rule")
def show_rule(path: RulePath) -> Response:
    """Show one rule."""
    return gives(detail(path.rule, language()))


def detail(name: str, said: Language) -> RuleDetail:
    """A rule in full. Raises NotFound."""
    book = checker.engine().book
    rule = book.rules.get(name)
    if rule is None:
        raise NotFound(f"There is no rule {name!r}.")
    laws = [
        LawRef(id=law, **book.laws[law].model_dump(mode="json", include=LawRef.model_fields.keys() - {"id"}))
        for law in rule.laws
    ]
    return RuleDetail(
        **summary(name, rule, said).model_dump(),
        why=rule.why[said],
        verdicts={"default": rule.verdict} if isinstance(rule.verdict, str) else rule.verdict,
        laws=laws,
        platforms=rule.platforms,
        evidence=rule.evidence,
        flags=rule.flags,
        allows=rule.allows,
    )


def summary(name: str, rule: Rule, said: Language) -> RuleSummary:
    """A rule in a line."""
    laws = checker.engine().book.laws
    return RuleSummary(
        id=name,
        category=rule.category,
        verdict=rule.verdict_in("default"),
        markets=sorted({laws[law].market for law in rule.laws}),
        languages=list(rule.languages),
        message=rule.message[said],
    )
