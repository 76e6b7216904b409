/** Time zones of the United States and its territories, by their common names. */
const KNOWN: readonly (readonly [string, string])[] = [
  ["America/New_York", "Eastern (New York)"],
  ["America/Detroit", "Eastern (Detroit)"],
  ["America/Kentucky/Louisville", "Eastern (Louisville)"],
  ["America/Indiana/Indianapolis", "Eastern (Indianapolis)"],
  ["America/Chicago", "Central (Chicago)"],
  ["America/Denver", "Mountain (Denver)"],
  ["America/Boise", "Mountain (Boise)"],
  ["America/Phoenix", "Arizona (Phoenix)"],
  ["America/Los_Angeles", "Pacific (Los Angeles)"],
  ["America/Anchorage", "Alaska (Anchorage)"],
  ["America/Adak", "Aleutian Islands (Adak)"],
  ["Pacific/Honolulu", "Hawaii (Honolulu)"],
  ["America/Puerto_Rico", "Atlantic (Puerto Rico)"],
  ["America/St_Thomas", "Atlantic (US Virgin Islands)"],
  ["Pacific/Guam", "Chamorro (Guam)"],
  ["Pacific/Saipan", "Chamorro (Northern Mariana Islands)"],
  ["Pacific/Pago_Pago", "Samoa (Pago Pago)"],
];

/** "Mountain (Denver)" for a US zone; any other zone keeps its IANA name. */
export const timeZone = (zone: string) =>
  KNOWN.find(([known]) => known === zone)?.[1] ?? zone.replaceAll("_", " ");

/** The options of a form. They always include the stored zone. */
export function timeZones(current: string): readonly (readonly [string, string])[] {
  const isKnown = !current || KNOWN.some(([known]) => known === current);
  return [["", "Not set"], ...(isKnown ? [] : [[current, timeZone(current)] as const]), ...KNOWN];
}
