// What is noted of a VIN, and never a reason to refuse it: the check digit is a North American rule.

/** World manufacturer identifiers of BMW, MINI, BMW M and BMW motorcycles. */
const KNOWN_WMI: ReadonlySet<string> = new Set(
  'WBA WBX WBY WMW WMZ WBS WB1 WB3 WB4 WB5 WZ1 3MW 3MF 4US 5UM 5UX 5YM'.split(' '),
);
const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ';
const VALUES = '12345678123457923456789';
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2] as const;

const valueOf = (char: string): number => Number(VALUES[LETTERS.indexOf(char)] ?? char);

/** True when position 9 of a 17-character VIN is its check digit (49 CFR 565). Never throws. */
export function hasCheckDigit(vin: string): boolean {
  const sum = WEIGHTS.reduce<number>((total, weight, index) => total + weight * valueOf(vin.charAt(index)), 0);
  const remainder = sum % 11;
  return vin.charAt(8) === (remainder === 10 ? 'X' : String(remainder));
}

/** True when the first three characters name a plant of the makes this gateway serves. Never throws. */
export function hasKnownWmi(vin: string): boolean {
  return KNOWN_WMI.has(vin.slice(0, 3));
}
