import {
  AUSGLEICH,
  aufgabe,
  bedingung,
  dauer,
  dienst,
  ESKALATION,
  erweitert,
  FEHLER,
  mehrfach,
  modell,
  NACHRICHT,
  SIGNAL,
  VERWEISE,
} from './bpmn.ts';

/** A piece of a process with one way in and one way out. */
interface Stueck {
  readonly ein: string;
  readonly aus: string;
}

/**
 * Builds a valid random model from a tape of numbers: each decision takes the next one, an empty tape always takes the
 * simplest. So every tape is a model, and fast-check makes a failing one smaller by shortening it.
 */
export function erzeuge(band: readonly number[]): string {
  let stelle = 0;
  let nummer = 0;
  let tiefe = 0;
  let gerufen = '';
  const ziehe = (n: number) => (band[stelle++] ?? 0) % n;
  const neu = (art: string) => `${art}${(nummer += 1)}`;
  const waehle = <T>(liste: readonly T[]): T => liste[ziehe(liste.length)] as T;
  const wahr = () => waehle(['=a = true', '=b = true', '=c = true']);

  /** Everything of one scope is collected here; nested scopes have their own. */
  function bereich() {
    const teile: string[] = [];
    const fluss = (von: string, nach: string, feel = '') => {
      const formel = feel
        ? `<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">${feel}</bpmn:conditionExpression>`
        : '';
      const id = neu('f');
      teile.push(`<bpmn:sequenceFlow id="${id}" sourceRef="${von}" targetRef="${nach}">${formel}</bpmn:sequenceFlow>`);
      return id;
    };
    const setze = (art: string, id: string, inhalt = '', attribute = '') => {
      teile.push(`<bpmn:${art} id="${id}" ${attribute}>${inhalt}</bpmn:${art}>`);
      return id;
    };
    const eins = (id: string): Stueck => ({ ein: id, aus: id });

    function ende(von: string): void {
      const id = neu('e');
      const art = waehle([
        '',
        '',
        '',
        '',
        '',
        '<bpmn:terminateEventDefinition/>',
        FEHLER,
        ESKALATION,
        SIGNAL,
        AUSGLEICH,
      ]);
      setze('endEvent', id, art);
      fluss(von, id);
    }

    function taetigkeit(): Stueck {
      const id = neu('t');
      const oft = waehle([
        '',
        '',
        mehrfach(),
        mehrfach('outputCollection="r" outputElement="=y"', true),
        mehrfach('', false, '=a = true'),
      ]);
      const art = tiefe < 3 ? ziehe(8) : ziehe(4);
      if (art === 0) teile.push(aufgabe(id, oft));
      else if (art === 1)
        teile.push(dienst(id).replace('</bpmn:extensionElements>', `</bpmn:extensionElements>${oft}`));
      else if (art === 2)
        setze('businessRuleTask', id, erweitert('<zeebe:calledDecision decisionId="d" resultVariable="a"/>') + oft);
      else if (art === 3) setze('receiveTask', id, oft, 'messageRef="m"');
      else if (art === 4) {
        setze('callActivity', id, erweitert('<zeebe:calledElement processId="unter"/>') + oft);
        gerufen ||= 'ja';
      } else setze('subProcess', id, inneres(oft));
      hefteAn(id, art);
      return eins(id);
    }

    function hefteAn(id: string, art: number): void {
      if (ziehe(3) !== 1) return;
      const innen = art >= 4;
      const ausloeser = waehle([
        dauer(),
        NACHRICHT,
        SIGNAL,
        bedingung('=b = true'),
        ...(innen || art === 1 ? [FEHLER] : []),
        ...(innen ? [ESKALATION] : []),
        AUSGLEICH,
      ]);
      const rand = neu('r');
      setze(
        'boundaryEvent',
        rand,
        ausloeser,
        `attachedToRef="${id}" cancelActivity="${ausloeser === FEHLER || ziehe(2) === 0}"`,
      );
      if (ausloeser === AUSGLEICH) {
        const zurueck = neu('z');
        setze('userTask', zurueck, '', 'isForCompensation="true"');
        teile.push(`<bpmn:association id="${neu('v')}" sourceRef="${rand}" targetRef="${zurueck}"/>`);
      } else {
        const s = folge();
        fluss(rand, s.ein);
        ende(s.aus);
      }
    }

    function inneres(oft: string): string {
      tiefe += 1;
      const b = bereich();
      const inhalt = oft + b.ganzes('');
      tiefe -= 1;
      return inhalt;
    }

    function ereignis(): Stueck {
      const id = neu('c');
      const art = ziehe(7);
      if (art < 4) setze('intermediateCatchEvent', id, [NACHRICHT, dauer(), SIGNAL, bedingung('=c = true')][art]);
      else setze('intermediateThrowEvent', id, [ESKALATION, SIGNAL, AUSGLEICH][art - 4]);
      return eins(id);
    }

    function skript(): Stueck {
      return eins(
        setze(
          'scriptTask',
          neu('k'),
          erweitert(
            `<zeebe:script expression="${waehle(['=true', '=c', '=b', '=a', '=true', '=c', '=fehler()'])}" resultVariable="b"/>`,
          ),
        ),
      );
    }

    /** Split and join; the kinds need not match, so that joins can also wait in vain. */
    function verzweigung(): Stueck {
      const auf = neu('g');
      const zu = neu('g');
      const art = waehle(['exclusiveGateway', 'parallelGateway', 'inclusiveGateway']);
      const join = waehle([art, art, art, 'inclusiveGateway', 'exclusiveGateway', 'parallelGateway']);
      const zweige = Array.from({ length: 2 + ziehe(2) }, () => (ziehe(4) === 3 ? undefined : folge()));
      let standard = '';
      zweige.forEach((z, i) => {
        const letzter = i === zweige.length - 1;
        const id = fluss(auf, z?.ein ?? zu, letzter || art === 'parallelGateway' ? '' : wahr());
        if (letzter && art !== 'parallelGateway') standard = `default="${id}"`;
        if (z) fluss(z.aus, zu);
      });
      setze(art, auf, '', standard);
      setze(join, zu);
      return { ein: auf, aus: zu };
    }

    function schleife(): Stueck {
      const [vorn, hinten] = [neu('g'), neu('g')];
      const s = folge();
      const t = taetigkeit();
      fluss(vorn, t.ein);
      fluss(t.aus, s.ein);
      fluss(s.aus, hinten);
      fluss(hinten, vorn, wahr());
      setze('exclusiveGateway', vorn);
      const raus = neu('g');
      const id = fluss(hinten, raus);
      setze('exclusiveGateway', hinten, '', `default="${id}"`);
      setze('exclusiveGateway', raus);
      return { ein: vorn, aus: raus };
    }

    function wahl(): Stueck {
      const [auf, zu] = [neu('g'), neu('g')];
      for (const ausloeser of [NACHRICHT, waehle([dauer(), SIGNAL, bedingung('=a = true')])]) {
        const c = setze('intermediateCatchEvent', neu('c'), ausloeser);
        fluss(auf, c);
        fluss(c, zu);
      }
      setze('eventBasedGateway', auf);
      setze('exclusiveGateway', zu);
      return { ein: auf, aus: zu };
    }

    function stueck(): Stueck {
      const art = ziehe(10);
      if (art < 4 || tiefe > 3) return taetigkeit();
      tiefe += 1;
      const s = art < 6 ? verzweigung() : ([ereignis, skript, schleife, wahl][art - 6] as () => Stueck)();
      tiefe -= 1;
      return s;
    }

    function folge(): Stueck {
      let s = stueck();
      for (let n = ziehe(3); n > 0; n -= 1) {
        const naechstes = stueck();
        fluss(s.aus, naechstes.ein);
        s = { ein: s.ein, aus: naechstes.aus };
      }
      return s;
    }

    function ereignisteilprozess(): void {
      const fehler = tiefe > 0 ? [FEHLER, ESKALATION] : [FEHLER];
      const ausloeser = waehle([NACHRICHT, dauer(), SIGNAL, bedingung('=c = true'), ...fehler]);
      const unterbrechend = ausloeser === FEHLER || ziehe(2) === 0;
      tiefe += 2;
      setze('subProcess', neu('x'), bereich().ganzes(ausloeser, unterbrechend), 'triggeredByEvent="true"');
      tiefe -= 2;
    }

    function ganzes(ausloeser: string, unterbrechend = true): string {
      const s = setze('startEvent', neu('s'), ausloeser, ausloeser ? `isInterrupting="${unterbrechend}"` : '');
      const f = folge();
      fluss(s, f.ein);
      ende(f.aus);
      if (tiefe < 2 && ziehe(3) === 1) ereignisteilprozess();
      return teile.join('');
    }
    return { ganzes };
  }

  const inhalt = bereich().ganzes('');
  const unter = gerufen
    ? '<bpmn:process id="unter" isExecutable="true"><bpmn:startEvent id="us"/><bpmn:userTask id="ut"/><bpmn:endEvent id="ue"/><bpmn:sequenceFlow id="u1" sourceRef="us" targetRef="ut"/><bpmn:sequenceFlow id="u2" sourceRef="ut" targetRef="ue"/></bpmn:process>'
    : '';
  return modell(inhalt, VERWEISE + unter);
}
