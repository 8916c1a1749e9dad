/** A directed edge with what it may still take. */
interface Kante {
  von: number;
  nach: number;
  rest: number;
}

/** A small network; `kante` answers the index of an edge, its way back is the next index. */
export function createNetz() {
  const kanten: Kante[] = [];
  const ab = new Map<number, number[]>();
  const haenge = (k: Kante) => {
    ab.set(k.von, [...(ab.get(k.von) ?? []), kanten.length]);
    kanten.push(k);
  };
  /** Breadth first: the edges of a shortest way with something left on it. */
  function weg(von: number, nach: number): number[] | undefined {
    const her = new Map<number, number>([[von, -1]]);
    const reihe = [von];
    for (const ort of reihe) {
      if (ort === nach) break;
      for (const i of ab.get(ort) ?? []) {
        const k = kanten[i];
        if (!k || k.rest <= 0 || her.has(k.nach)) continue;
        her.set(k.nach, i);
        reihe.push(k.nach);
      }
    }
    if (!her.has(nach)) return undefined;
    const liste: number[] = [];
    for (let ort = nach; ort !== von; ) {
      const i = her.get(ort) ?? -1;
      liste.push(i);
      ort = kanten[i]?.von ?? von;
    }
    return liste;
  }
  return {
    kante(von: number, nach: number, hin: number, zurueck: number): void {
      haenge({ von, nach, rest: hin });
      haenge({ von: nach, nach: von, rest: zurueck });
    },
    /** Most that flows from one node to another, up to `genug`. Uses the network up. */
    groesster(von: number, nach: number, genug: number): number {
      let summe = 0;
      while (summe < genug) {
        const w = weg(von, nach);
        if (!w) return summe;
        const menge = Math.min(genug - summe, ...w.map((i) => kanten[i]?.rest ?? 0));
        for (const i of w) {
          const [hin, her] = [kanten[i], kanten[i ^ 1]];
          if (hin) hin.rest -= menge;
          if (her) her.rest += menge;
        }
        summe += menge;
      }
      return summe;
    },
  };
}
