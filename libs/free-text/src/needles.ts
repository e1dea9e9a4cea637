// What to look for in the texts of one record: its own customer's and vehicle's values.
import { isJsonObject, type JsonObject, type JsonValue } from '#wire';
import { SoughtLine } from './sought-line.js';
import { SoughtName } from './sought-name.js';
import { SoughtNumber } from './sought-number.js';
import type { Sought } from './sought.js';
import { JOINTS, SPACING } from './words.js';

/** What the values of a field are. */
type Field = 'name' | 'address' | 'postal-code' | 'email' | 'telephone' | 'date-of-birth' | 'number' | 'vin';

/** How many words, numbers and days are looked for at most; a record with more cannot be searched. */
export const MOST_NEEDLES = 500;

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Values to look for. Each list stands for one way of looking. */
export class Needles {
  /** In the text without its spacing. */
  words: Sought[] = [];
  /** In the text without what joins a number. */
  joined: Sought[] = [];
  /** In the text's digits, whatever stands between them. */
  numbers: SoughtNumber[] = [];
  /** Days `YYYY-MM-DD`. */
  readonly days: string[] = [];

  /** Adds every scalar of a field as text: one of a wrong kind is looked for all the same. */
  addAll(value: JsonValue | undefined, field: Field): void {
    if (typeof value === 'string') this.add(value, field);
    else if (typeof value === 'number') this.add(String(value), field);
    else if (Array.isArray(value)) for (const each of value) this.addAll(each, field);
    else if (typeof value === 'object' && value !== null) {
      for (const key in value) if (Object.hasOwn(value, key)) this.addAll(value[key], field);
    }
  }

  /** True for more than {@link MOST_NEEDLES}. Near it, values with nothing to look for are left out. */
  areTooMany(): boolean {
    let most = this.joined.length + this.numbers.length + this.days.length;
    for (const sought of this.words) most += sought.mostWords;
    if (most <= MOST_NEEDLES) return false;
    this.words = this.words.filter((sought) => sought.words().length > 0);
    this.joined = this.joined.filter((sought) => sought.words().length > 0);
    this.numbers = this.numbers.filter(({ digits }) => digits !== '');
    const count = (list: readonly Sought[]) => list.reduce((sum, sought) => sum + sought.words().length, 0);
    return count(this.words) + count(this.joined) + this.numbers.length + this.days.length > MOST_NEEDLES;
  }

  private add(value: string, field: Field): void {
    switch (field) {
      case 'name':
        this.words.push(new SoughtName(value));
        break;
      case 'postal-code':
        this.numbers.push(new SoughtNumber(value, 'address'));
        break;
      case 'telephone':
        this.numbers.push(new SoughtNumber(value, 'telephone'));
        this.words.push(new SoughtLine(value, 'telephone', SPACING));
        break;
      case 'date-of-birth':
        if (DAY.test(value)) this.days.push(value);
        else this.words.push(new SoughtLine(value, 'date-of-birth', SPACING));
        break;
      case 'address':
      case 'email':
        this.words.push(new SoughtLine(value, field, SPACING));
        break;
      case 'number':
        this.joined.push(new SoughtLine(value, 'unlisted', JOINTS));
        break;
      case 'vin':
        this.joined.push(new SoughtLine(value, 'vin', JOINTS));
        break;
    }
  }
}

const NOTHING: JsonObject = Object.freeze({});

function own(container: JsonObject, key: string): JsonValue | undefined {
  return Object.hasOwn(container, key) ? container[key] : undefined;
}

function objectIn(container: JsonObject, key: string): JsonObject {
  const value = own(container, key);
  return isJsonObject(value) ? value : NOTHING;
}

/** Reads the record's own values. Never throws on JSON. */
export function needlesOf(record: JsonObject): Needles {
  const needles = new Needles();
  const customer = objectIn(record, 'customer');
  needles.addAll(own(customer, 'name'), 'name');
  needles.addAll(own(customer, 'nameKana'), 'name');
  needles.addAll(own(customer, 'address'), 'address');
  needles.addAll(own(objectIn(customer, 'address'), 'postalCode'), 'postal-code');
  needles.addAll(own(customer, 'email'), 'email');
  needles.addAll(own(customer, 'telephone'), 'telephone');
  needles.addAll(own(customer, 'dateOfBirth'), 'date-of-birth');
  needles.addAll(own(customer, 'id'), 'number');
  const vehicle = objectIn(record, 'vehicle');
  needles.addAll(own(vehicle, 'registrationPlate'), 'number');
  needles.addAll(own(vehicle, 'vin'), 'vin');
  needles.addAll(own(vehicle, 'chassisNumber'), 'vin');
  return needles;
}
