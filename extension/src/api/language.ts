/** What the server has in several languages. */

/** In a language of the interface, where `de` serves `de-AT` too; else in English. */
export function inLanguage(words: Readonly<Record<string, string>>, language: string): string | undefined {
  return words[language] ?? words[language.split("-")[0]!] ?? words["en"];
}

/** In which of its two the server tells somebody whose interface is in this language what it finds. */
export function spokenTo(language: string): "en" | "zh-Hans" {
  return language.toLowerCase().startsWith("zh") ? "zh-Hans" : "en";
}
