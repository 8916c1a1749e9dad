/** Reads past the access context: the setup role, for whom every row is there. For audits only. */
export type Leser = <T extends Record<string, unknown>>(sql: string, werte?: unknown[]) => Promise<T[]>;

/** Tables of class `vorgang`, each with the column that names the Vorgang. */
export const readVorgangstabellen = (lies: Leser) =>
  lies<{ name: string; spalte: string }>(
    `select name, coalesce(optionen ->> 'vorgang', 'vorgang') as spalte from base.tabelle where klasse = 'vorgang' order by name`,
  );
