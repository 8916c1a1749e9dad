import pg from 'pg';

/** A statement on its way to the server, and what to do with its answer. */
export interface Befehl {
  /** under which the connection knows the text once it was prepared */
  name: string;
  text: string;
  werte: unknown[];
  antwort: (r: pg.QueryResult) => void;
  scheitere: (fehler: Error) => void;
}

/** What a connection of pg has and its types do not tell. */
interface Leitung {
  readonly parsedStatements: Record<string, string>;
  readonly submittedNamedStatements: Record<string, string>;
  parse(p: { name: string; text: string }): void;
  bind(b: { statement: string; values: unknown[] }): void;
  describe(d: { type: 'P' }): void;
  execute(e: object): void;
  sync(): void;
  readonly stream: { cork(): void; uncork(): void };
}

/** The part of a result that reads messages. */
interface Leser extends pg.QueryResult {
  addFields(felder: unknown): void;
  parseRow(felder: unknown): pg.QueryResultRow;
  addRow(zeile: pg.QueryResultRow): void;
  addCommandComplete(nachricht: unknown): void;
}

const { prepareValue } = (pg as unknown as { utils: { prepareValue(wert: unknown): unknown } }).utils;
const neuerLeser = () => new pg.Result('object', pg.types) as unknown as Leser;

/** How the rows of a prepared statement are read, by connection and name: the server says it once, for it cannot change. */
const formen = new WeakMap<object, Map<string, Leser>>();

function formenOf(leitung: object): Map<string, Leser> {
  let je = formen.get(leitung);
  if (!je) formen.set(leitung, (je = new Map()));
  return je;
}

/** A result of its own that reads rows as `form` does. */
const leserWie = (form: Leser): Leser => Object.assign(Object.create(form) as Leser, { rows: [] });

/** @throws when the value has no form the server could read, so that nothing of it has left */
export const alsWert = (wert: unknown): unknown => prepareValue(wert);

/**
 * An error of the data (class 22) quotes what it could not store, a violated key tells it as a detail: answers of citizens, which would
 * stand in logs and at incidents. The code and what was expected stay.
 */
function ohneWerte(fehler: Error & { code?: string; detail?: string; where?: string }): Error {
  delete fehler.detail;
  if (!fehler.code?.startsWith('22')) return fehler;
  delete fehler.where;
  const vorher = fehler.message;
  fehler.message = vorher.replace(/".*"/s, '"…"');
  fehler.stack = fehler.stack?.replace(vorher, () => fehler.message);
  return fehler;
}

/**
 * Several statements as one question to the server: one packet, one Sync, one answer. Without `begin` the server takes them as one
 * transaction, which the Sync commits (PostgreSQL documentation, "Pipelining" of the extended query protocol). What stands behind a
 * statement that failed is not run. `ende` is settled when the server has answered the Sync, so when a commit is durable.
 */
export class Stapel extends pg.Query {
  readonly ende: Promise<void>;
  /** of the statement that is being answered: pg keeps its list of prepared statements by these */
  name = '';
  text = '';
  readonly #befehle: readonly Befehl[];
  readonly #fertig: () => void;
  readonly #gescheitert: (fehler: Error) => void;
  #formen = new Map<string, Leser>();
  #dran = -1;
  #leser: Leser | undefined;
  #unlesbar: Error | undefined;

  constructor(befehle: readonly Befehl[]) {
    super({ text: '' });
    this.#befehle = befehle;
    let melde: [() => void, (fehler: Error) => void] = [() => undefined, () => undefined];
    this.ende = new Promise<void>((gut, schlecht) => (melde = [gut, schlecht]));
    [this.#fertig, this.#gescheitert] = melde;
    this.#weiter();
  }

  override submit = (connection: unknown): void => {
    const c = connection as Leitung;
    this.#formen = formenOf(c);
    c.stream.cork(); // or every message would be a write of its own, and wake the server
    for (const { name, text, werte } of this.#befehle) {
      if (c.parsedStatements[name] === undefined && c.submittedNamedStatements[name] === undefined) {
        c.parse({ name, text });
        c.submittedNamedStatements[name] = text;
      }
      c.bind({ statement: name, values: werte });
      if (!this.#formen.has(name)) c.describe({ type: 'P' });
      c.execute({});
    }
    c.sync();
    c.stream.uncork();
  };

  handleRowDescription(nachricht: { fields: unknown }): void {
    const form = neuerLeser();
    form.addFields(nachricht.fields);
    this.#formen.set(this.name, form);
  }

  handleDataRow(nachricht: { fields: unknown }): void {
    try {
      const leser = this.#lies();
      leser.addRow(leser.parseRow(nachricht.fields));
    } catch (fehler) {
      this.#unlesbar ??= fehler as Error;
    }
  }

  handleCommandComplete(nachricht: unknown): void {
    const leser = this.#lies();
    leser.addCommandComplete(nachricht);
    const befehl = this.#befehle[this.#dran];
    if (this.#unlesbar) befehl?.scheitere(this.#unlesbar);
    else befehl?.antwort(leser);
    this.#weiter();
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' });
  }

  handleError(ganz: Error, connection: unknown): void {
    const fehler = ohneWerte(ganz);
    // prepared by this packet, if it had come so far
    const { submittedNamedStatements } = connection as Leitung;
    for (const b of this.#befehle.slice(this.#dran)) {
      delete submittedNamedStatements[b.name];
      b.scheitere(fehler);
    }
    this.#gescheitert(fehler);
  }

  handleReadyForQuery(): void {
    this.#fertig();
  }

  /** A statement that was described and named no columns has none. */
  #lies(): Leser {
    let form = this.#formen.get(this.name);
    if (!form) this.#formen.set(this.name, (form = neuerLeser()));
    return (this.#leser ??= leserWie(form));
  }

  #weiter(): void {
    const naechster = this.#befehle[++this.#dran];
    this.name = naechster?.name ?? '';
    this.text = naechster?.text ?? '';
    this.#leser = undefined;
    this.#unlesbar = undefined;
  }
}
