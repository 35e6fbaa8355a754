/** Shannon's entropy in bits a character: of words about 3, of random base64 above 4. */
export function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

const placeholder =
  /^(?:[*•.x_-]+|<.*>|\$\{?.*|%.*%?|\{\{.*|\[.*\]|(?:your|my|the|insert|enter|example|sample|dummy|fake|test|changeme|change_me|todo|redacted|hidden|masked|null|none|undefined|true|false|xxx|yyy|abc|foo|bar)(?:[_ -].*)?)$|x{4}|\*{3}|example|placeholder|your[_-]|<[^>]*>|\$\{|\{\{/i;

/** What stands where a secret would stand in examples. */
export function isPlaceholder(text: string): boolean {
  return placeholder.test(text);
}
