import { pruefeAngaben } from './angaben.ts';
import { type Erweiterungen, leseErweiterungen } from './erweiterungen.ts';
import { type Leser, melde } from './leser.ts';
import { gerufenerProzess } from './taetigkeit.ts';
import { kind, kinder, mitInhalt, text, type Xml } from './xml.ts';

/** A process that call activities may call, and how its file is read. */
export interface Rufbar {
  readonly el: Xml;
  readonly leser: Leser;
}

const ANGABEN = [
  'isExecutable',
  'processType',
  'isClosed',
  'laneSets',
  'flowElements',
  'artifacts',
  'definitionalCollaborationRef',
];

const OHNE_PROZESS = 'Die Datei enthält keinen ausführbaren Prozess (isExecutable="true").';

const ausfuehrbare = ({ wurzel }: Leser): readonly Xml[] =>
  kinder(wurzel, 'rootElements').filter((el) => el.$type === 'bpmn:Process' && el.isExecutable === true);

/** The executable processes of these files, by id. One id in two files is refused: nobody could say which is meant. */
export function leseRufbare(dateien: readonly Leser[]): Map<string, Rufbar> {
  const rufbar = new Map<string, Rufbar>();
  for (const leser of dateien)
    for (const el of ausfuehrbare(leser)) {
      const id = text(el, 'id') ?? '';
      const schon = rufbar.get(id);
      if (!schon) rufbar.set(id, { el, leser });
      else if (schon.leser !== leser)
        melde(
          leser,
          el,
          `Den Prozess „${id}“ gibt es auch in ${schon.leser.datei ?? 'der Datei des Prozesses selbst'}.`,
        );
    }
  return rufbar;
}

/** The process that runs: the executable one of the first file that no call activity of any file calls. */
export function findeProzess(dateien: readonly [Leser, ...Leser[]]): Xml | undefined {
  const [leser] = dateien;
  const gerufen = new Set(dateien.flatMap(({ wurzel }) => gerufene(wurzel)));
  const alle = ausfuehrbare(leser);
  const [erster, ...weitere] = alle.filter((el) => !gerufen.has(text(el, 'id') ?? ''));
  if (!erster) {
    const gezeichnet = kinder(leser.wurzel, 'rootElements').find((el) => el.$type === 'bpmn:Process');
    const grund =
      alle.length > 0
        ? 'Jeder Prozess der Datei wird von einem anderen aufgerufen; einer muss der erste sein.'
        : OHNE_PROZESS;
    return void melde(leser, gezeichnet ?? { $type: 'datei' }, grund);
  }
  for (const el of weitere)
    melde(
      leser,
      el,
      'Die Datei enthält mehr als einen ausführbaren Prozess; erlaubt ist genau einer, den kein anderer aufruft.',
    );
  return weitere.length === 0 ? erster : undefined;
}

/** What no step calls would lie there without effect, and is refused: so is a file with nothing that could be called. */
export function pruefeUngerufene(
  dateien: readonly Leser[],
  rufbar: ReadonlyMap<string, Rufbar>,
  gelesen: ReadonlySet<Xml>,
): void {
  for (const { el, leser } of rufbar.values())
    if (!gelesen.has(el)) melde(leser, el, `Den Prozess „${text(el, 'id') ?? ''}“ ruft kein Schritt auf.`);
  for (const leser of dateien) if (ausfuehrbare(leser).length === 0) melde(leser, { $type: 'datei' }, OHNE_PROZESS);
}

/** What a process says of itself; with a stand-in list (`leser.ersatz`) it is not judged again. */
export function leseKopf(leser: Leser, el: Xml): Erweiterungen | undefined {
  if (leser.ersatz) return undefined;
  pruefeAngaben(leser, el, ANGABEN);
  for (const k of kinder(leser.wurzel, 'rootElements').filter((w) => w.$type === 'bpmn:Collaboration'))
    for (const becken of kinder(k, 'participants').filter((b) => kind(b, 'processRef') === el))
      leseErweiterungen(leser, becken);
  if (text(el, 'id') === undefined) melde(leser, el, 'Der Prozess braucht eine Kennung (id).');
  return leseErweiterungen(leser, el, ['versionTag']);
}

/** Ids of the processes that call activities anywhere in the file name. */
function gerufene(wurzel: Xml): string[] {
  const gerufen: string[] = [];
  const prozesse = kinder(wurzel, 'rootElements').filter((el) => el.$type === 'bpmn:Process');
  for (const el of mitInhalt(prozesse)) {
    const id = el.$type === 'bpmn:CallActivity' ? gerufenerProzess(el) : undefined;
    if (id !== undefined) gerufen.push(id);
  }
  return gerufen;
}
