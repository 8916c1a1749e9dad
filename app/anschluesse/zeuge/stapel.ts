export interface StapelOptionen<T> {
  /** most requests that leave together, now */
  readonly hoechstens: () => number;
  /** most groups under way at the same time, now */
  readonly zugleich: () => number;
  /** answers in the order of what was asked; must not reject */
  readonly sende: (bodies: readonly string[]) => Promise<readonly T[]>;
}

/** Whatever is asked for within one turn of the event loop, or while groups are under way, leaves as a group. */
export function createStapel<T>(o: StapelOptionen<T>): (body: string) => Promise<T> {
  const offen: { body: string; gib: (antwort: T | Promise<never>) => void }[] = [];
  let unterwegs = 0;
  let gestellt = false;

  async function sendeGruppe(): Promise<void> {
    const gruppe = offen.splice(0, o.hoechstens());
    unterwegs++;
    const antworten = await o.sende(gruppe.map((w) => w.body));
    unterwegs--;
    gruppe.forEach((w, i) => w.gib(antworten[i] ?? Promise.reject(new Error('Eine Antwort fehlt'))));
    pump();
  }

  function pump(): void {
    gestellt = false;
    while (offen.length > 0 && unterwegs < o.zugleich()) void sendeGruppe();
  }

  return (body) =>
    new Promise((gib) => {
      offen.push({ body, gib });
      if (!gestellt) setImmediate(pump);
      gestellt = true;
    });
}
