/** What of an event is encrypted: its exact canonical bytes and the salt of its C. */
export interface Klartext {
  json: string;
  salt: Buffer;
}

const FORM = 1;
const SALT = 32;

/** form ‖ salt (32 bytes) ‖ canonical JSON: as text in text each of its quotes would be written twice */
export const packKlartext = ({ json, salt }: Klartext): Buffer =>
  Buffer.concat([Buffer.of(FORM), salt, Buffer.from(json)]);

/** Also reads events written before this form: JSON of the JSON and of the salt in hex. @throws when it is neither */
export function unpackKlartext(b: Buffer): Klartext {
  if (b[0] === FORM && b.length > 1 + SALT)
    return { json: b.toString('utf8', 1 + SALT), salt: b.subarray(1, 1 + SALT) };
  const { json, salt } = JSON.parse(b.toString()) as { json: string; salt: string };
  return { json, salt: Buffer.from(salt, 'hex') };
}
