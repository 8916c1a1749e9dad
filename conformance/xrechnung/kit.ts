import { FacturX } from 'factur-x-kit';

/** What the rules of EN 16931 as another hand wrote them say against a CII invoice of the profile EN 16931; empty when it keeps them. */
export async function pruefeKit(xml: string): Promise<string[]> {
  const urteil = (await FacturX.fromXML(xml)).validate();
  return urteil.valid ? [] : (urteil.errors?.map((f) => f.message) ?? ['ungültig, ohne Grund']);
}
