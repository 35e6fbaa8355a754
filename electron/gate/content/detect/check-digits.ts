/** ISO/IEC 7812-1 annex B. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits.charAt(digits.length - 1 - index));
    const doubled = digit * 2;
    sum += index % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** The sum of digits times weights leaves no rest. */
export function isWeighted(digits: string, weights: readonly number[], modulus: number): boolean {
  return weightedSum(digits, weights) % modulus === 0;
}

export function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits.charAt(index)), 0);
}

/** Weights 7, 3, 1 over digits and letters (A is 10); the last digit checks the others (ICAO 9303 part 3, section 4.9). */
export function isTravelDocument(number: string): boolean {
  const weights = [7, 3, 1];
  const sum = [...number.slice(0, -1)].reduce(
    (total, character, index) => total + Number.parseInt(character, 36) * (weights[index % 3] ?? 0),
    0,
  );
  return sum % 10 === Number(number.at(-1));
}
