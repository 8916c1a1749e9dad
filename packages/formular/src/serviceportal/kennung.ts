/** The foreign id of a form: "6000357:hundAnmelden:v1.0" is client, name, version. */
export function parseKennung(kennung: string): { readonly name: string; readonly version?: string } {
  const teile = kennung.split(':');
  const name = (teile.length > 1 ? teile[1] : teile[0])?.trim() || kennung;
  const version = teile[2]?.trim().replace(/^v(?=\d)/, '');
  return version ? { name, version } : { name };
}

/**
 * Whether a form key of a process model names the form: by its whole id, without the version, or by its name alone. Models
 * also write the version after a hyphen and the language after it, as the file is called (`hundAnmelden-v1.0-de`).
 */
export function traegtSchluessel(kennung: string, formKey: string): boolean {
  const { name, version } = parseKennung(kennung);
  const mandant = kennung.split(':')[0] ?? '';
  const namen = [
    kennung,
    name,
    `${mandant}:${name}`,
    ...(version === undefined ? [] : [`${name}:v${version}`, `${name}-v${version}`]),
  ];
  return namen.includes(formKey.trim().replace(/-[a-z]{2}$/, '')) || namen.includes(formKey.trim());
}
