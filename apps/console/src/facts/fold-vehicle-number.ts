// A vehicle's number as intake folds it, so that its keyed HMAC is the same on both sides.
import { CATALOGUE, foldChassisNumber, foldVin, GatewayError } from '#wire';

/** The folded VIN, or else the folded chassis number. Throws GW_INVALID_REQUEST for what is neither. */
export function foldVehicleNumber(text: string): string {
  const vin = foldVin(text);
  if (CATALOGUE.get('vehicle.vin')?.accepts(vin)) return vin;
  const chassisNumber = foldChassisNumber(text);
  if (CATALOGUE.get('vehicle.chassisNumber')?.accepts(chassisNumber)) return chassisNumber;
  throw new GatewayError('GW_INVALID_REQUEST', '`vehicle` is neither a VIN nor a chassis number');
}
