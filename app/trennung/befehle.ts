import pg from 'pg';

/** What a connection of pg has and its types do not tell. */
interface Leitung {
  parse(p: { name: string; text: string }): void;
  bind(b: { statement: string }): void;
}

const leitung = (pg as unknown as { Connection: { prototype: Leitung } }).Connection.prototype;
const { parse, bind } = leitung;
const texte = new Map<string, string>();
let gezaehlt: string[] | null = null;

leitung.parse = function (p) {
  texte.set(p.name, p.text);
  parse.call(this, p);
};
leitung.bind = function (b) {
  gezaehlt?.push(texte.get(b.statement) ?? b.statement);
  bind.call(this, b);
};

/** Every statement that leaves for the server while `tue` runs, over all connections of this process; the order is that of chance. */
export async function mitBefehlen<T>(tue: () => Promise<T>): Promise<{ wert: T; befehle: string[] }> {
  const hier: string[] = [];
  gezaehlt = hier;
  try {
    return { wert: await tue(), befehle: hier.sort() };
  } finally {
    gezaehlt = null;
  }
}
