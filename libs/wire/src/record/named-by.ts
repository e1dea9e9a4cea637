// Whom and which vehicle a record names: what stops, consents and corrections find it by.
import { isJsonObject, type JsonObject, type JsonValue } from '../json.js';

/** `customer.id`; `null` where the record has none that can be read. Never throws. */
export function customerIdOf(record: JsonObject): string | null {
  return textIn(record.customer, 'id');
}

/** The vehicle's numbers as they stand, the VIN first, each once; `[]` where none can be read. Never throws. */
export function vehicleNumbersOf(record: JsonObject): readonly string[] {
  const numbers = [textIn(record.vehicle, 'vin'), textIn(record.vehicle, 'chassisNumber')];
  return [...new Set(numbers.filter((number) => number !== null))];
}

function textIn(container: JsonValue | undefined, key: string): string | null {
  if (!isJsonObject(container)) return null;
  const value = Object.hasOwn(container, key) ? container[key] : undefined;
  return typeof value === 'string' && value !== '' ? value : null;
}
