"""How well the rule book does on a corpus of real text: for those who write rules, never for the product page."""
