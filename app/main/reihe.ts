/**
 * Lets a few work at a time. The others wait for their turn, in order and not for long.
 * @returns null, without having called `fn`, when too many wait already or the turn did not come within `geduldMs`
 */
export function createReihe(o: { zugleich: number; wartend: number; geduldMs: number }) {
  let frei = o.zugleich;
  const schlange: ((dran: boolean) => void)[] = [];

  const stelleAn = (): Promise<boolean> =>
    new Promise((melde) => {
      const warte = (dran: boolean) => {
        clearTimeout(uhr);
        melde(dran);
      };
      const uhr = setTimeout(() => {
        schlange.splice(schlange.indexOf(warte), 1);
        melde(false);
      }, o.geduldMs);
      schlange.push(warte);
    });

  /** The place goes from hand to hand: nobody who comes new takes it in between. */
  function gibWeiter(): void {
    const naechster = schlange.shift();
    if (naechster) naechster(true);
    else frei += 1;
  }

  return async <T>(fn: () => Promise<T>): Promise<T | null> => {
    if (frei > 0) frei -= 1;
    else if (schlange.length >= o.wartend || !(await stelleAn())) return null;
    try {
      return await fn();
    } finally {
      gibWeiter();
    }
  };
}
