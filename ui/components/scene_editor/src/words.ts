/** Sentences for the user: the key is the English sentence, the page hands over the others. */

export type Say = (text: string, values?: Record<string, string | number>) => string;

export function speaker(words: Record<string, string>): Say {
  return (text, values = {}) =>
    (words[text] ?? text).replace(/\{(\w+)\}/g, (whole, name: string) =>
      name in values ? String(values[name]) : whole,
    );
}
