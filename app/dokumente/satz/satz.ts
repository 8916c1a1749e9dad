import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import { type Antwort, ablehnung, type SatzAuftrag, type SatzErgebnis } from './protokoll.ts';

export type Satz = {
  /** Typesets one letter; letters wait in line, each has the full time. Never throws for a bad letter. */
  setze(auftrag: SatzAuftrag): Promise<SatzErgebnis>;
  /** Refuses what waits and ends the process. */
  stop(): Promise<void>;
  /** Process id of the typesetter, for supervision; undefined while none runs. */
  pid(): number | undefined;
};

export type SatzOptionen = {
  /** the bundled `kind.ts` */
  kindDatei: string;
  /** longest time for one letter in milliseconds, default 20,000 */
  hoechstzeit?: number;
  /** first pause before a crashed typesetter is started again, in milliseconds, doubled up to 5 s; default 100 */
  pause?: number;
};

type Posten = { auftrag: SatzAuftrag; melde: (e: SatzErgebnis) => void };

/**
 * Starts the typesetter lazily in a process of its own. A crash or a letter that exceeds its time is refused
 * (`satz-abgestuerzt`, `satz-zeit`); the next letter gets a new process.
 */
export function createSatz({ kindDatei, hoechstzeit = 20_000, pause = 100 }: SatzOptionen): Satz {
  const warteschlange: Posten[] = [];
  let laufend: (Posten & { id: number; uhr: NodeJS.Timeout }) | undefined;
  let kind: ChildProcess | undefined;
  let wiederstart: NodeJS.Timeout | undefined;
  let abstuerze = 0;
  let zaehler = 0;
  let beendet = false;

  function starte(): ChildProcess {
    const neu = fork(kindDatei, [], {
      serialization: 'advanced',
      env: umgebung,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    neu.on('message', (antwort: Antwort) => {
      if (laufend?.id !== antwort.id) return;
      abstuerze = 0;
      const { id: _, ...ergebnis } = antwort;
      schliesse(ergebnis);
      weiter();
    });
    neu.on('error', () => neu.kill('SIGKILL'));
    neu.on('exit', () => {
      if (kind !== neu) return;
      kind = undefined;
      abstuerze += 1;
      schliesse(ablehnung('satz-abgestuerzt', 'Der Brief wurde nicht gesetzt, weil das Satzprogramm abgebrochen ist.'));
      if (beendet) return;
      wiederstart = setTimeout(
        () => {
          wiederstart = undefined;
          weiter();
        },
        Math.min(pause * 2 ** (abstuerze - 1), 5_000),
      );
    });
    return neu;
  }

  function weiter(): void {
    if (beendet || laufend || wiederstart) return;
    const posten = warteschlange.shift();
    if (!posten) return;
    kind ??= starte();
    const id = ++zaehler;
    const uhr = setTimeout(() => {
      // forgotten at once, so that the next letter does not go to a dying process
      kind?.kill('SIGKILL');
      kind = undefined;
      schliesse(ablehnung('satz-zeit', 'Der Brief wurde nicht gesetzt, weil der Satz zu lange dauerte.'));
      weiter();
    }, hoechstzeit);
    laufend = { ...posten, id, uhr };
    // a failed send means the process is ending; its exit refuses this letter
    kind.send({ id, ...posten.auftrag }, () => {});
  }

  function schliesse(ergebnis: SatzErgebnis): void {
    const posten = laufend;
    laufend = undefined;
    if (!posten) return;
    clearTimeout(posten.uhr);
    posten.melde(ergebnis);
  }

  const istBeendet = () =>
    ablehnung('satz-beendet', 'Der Brief wurde nicht gesetzt, weil das System gerade beendet wird.');

  return {
    setze: (auftrag) =>
      new Promise((melde) => {
        if (beendet) return melde(istBeendet());
        warteschlange.push({ auftrag, melde });
        weiter();
      }),
    stop: async () => {
      beendet = true;
      clearTimeout(wiederstart);
      for (const posten of warteschlange.splice(0)) posten.melde(istBeendet());
      schliesse(istBeendet());
      const letztes = kind;
      if (!letztes) return;
      await new Promise<void>((fertig) => {
        letztes.once('exit', () => fertig());
        letztes.kill('SIGKILL');
      });
    },
    pid: () => kind?.pid,
  };
}

/** Nothing of ours goes along: no secrets, no fonts of the machine, no way to a package server. */
const umgebung = {
  FONTCONFIG_FILE: join(import.meta.dirname, 'fonts.conf'),
  HOME: '/gibt-es-nicht',
  HTTPS_PROXY: 'http://127.0.0.1:9',
  HTTP_PROXY: 'http://127.0.0.1:9',
};
