export type Graph = ReadonlyMap<string, readonly string[]>;

export function umgekehrt(graph: Graph): Graph {
  const zurueck = new Map([...graph.keys()].map((id) => [id, [] as string[]]));
  for (const [von, ziele] of graph) for (const nach of ziele) zurueck.get(nach)?.push(von);
  return zurueck;
}

export function erreichbar(graph: Graph, anfang: readonly string[]): Set<string> {
  const gesehen = new Set(anfang);
  // A Set may grow while it is walked: what is added is visited too.
  for (const id of gesehen) for (const nach of graph.get(id) ?? []) gesehen.add(nach);
  return gesehen;
}

/** Nodes (of those that `zaehlt` names) that lie on a circle of such nodes, in the order of the graph. Linear (Tarjan). */
export function aufSchleifen(graph: Graph, zaehlt: (id: string) => boolean): string[] {
  const nr = new Map<string, number>();
  const tief = new Map<string, number>();
  const stapel: string[] = [];
  const liegt = new Set<string>();
  const kreis = new Set<string>();
  // No recursion: a chain of ten thousand gateways would exhaust the call stack.
  const weg: { readonly id: string; readonly ziele: readonly string[]; i: number }[] = [];
  const betrete = (id: string) => {
    nr.set(id, nr.size);
    tief.set(id, nr.size - 1);
    stapel.push(id);
    liegt.add(id);
    weg.push({ id, ziele: (graph.get(id) ?? []).filter(zaehlt), i: 0 });
  };
  const senke = (id: string, wert: number) => tief.set(id, Math.min(tief.get(id) ?? 0, wert));
  for (const anfang of graph.keys()) {
    if (!zaehlt(anfang) || nr.has(anfang)) continue;
    betrete(anfang);
    for (let hier = weg.at(-1); hier; hier = weg.at(-1)) {
      const ziel = hier.ziele[hier.i];
      hier.i += 1;
      if (ziel !== undefined && !nr.has(ziel)) betrete(ziel);
      else if (ziel !== undefined) {
        if (ziel === hier.id) kreis.add(ziel);
        if (liegt.has(ziel)) senke(hier.id, nr.get(ziel) ?? 0);
      } else {
        weg.pop();
        const oben = weg.at(-1);
        if (oben) senke(oben.id, tief.get(hier.id) ?? 0);
        if (tief.get(hier.id) !== nr.get(hier.id)) continue;
        const gruppe = stapel.splice(stapel.lastIndexOf(hier.id));
        for (const id of gruppe) {
          liegt.delete(id);
          if (gruppe.length > 1) kreis.add(id);
        }
      }
    }
  }
  return [...graph.keys()].filter((id) => kreis.has(id));
}
