/** The server says what it finds in two languages; the interface speaks ten. */
export type Spoken = "en" | "zh";

/** What the server speaks to somebody whose interface speaks this language. */
export function spokenTo(language: string): Spoken {
  return language.toLowerCase().startsWith("zh") ? "zh" : "en";
}
