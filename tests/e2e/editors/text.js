// What every editor starts with: a claim that runs across bold letters, and a second paragraph that must stay.
export const START = "It cures arthritis pain, they say.\nSecond line stays.";
export const HTML = "<p>It <strong>cures</strong> arthritis pain, they say.</p><p>Second line stays.</p>";
