// Two comforts of the Arbeitsplatz: keys, and the state of a run that tells itself anew. Every page works without this file.
(() => {
  const AUS = 'tasten-aus';
  const hilfe = document.getElementById('tastenhilfe');

  // single letters can be switched off (WCAG 2.1.4); a browser that keeps nothing leaves them on
  const merke = (wert) => {
    try {
      if (wert === undefined) return localStorage.getItem(AUS) === '1';
      localStorage.setItem(AUS, wert ? '1' : '0');
    } catch {
      // kept until the next page
    }
    return wert === true;
  };
  let aus = merke();

  const schalter = document.querySelector('[data-tasten-schalter]');
  if (schalter) {
    const zeige = () => {
      schalter.firstElementChild.textContent = aus ? schalter.dataset.ein : schalter.dataset.aus;
    };
    schalter.addEventListener('click', () => {
      aus = !aus;
      merke(aus);
      zeige();
    });
    zeige();
    schalter.hidden = false;
  }

  /** The next or previous row of the list, from where the focus is. */
  const zeile = (schritt) => {
    const links = [...document.querySelectorAll('main tbody th a')];
    const hier = links.findIndex((a) => a.closest('tr').contains(document.activeElement));
    const ziel = hier < 0 ? (schritt > 0 ? 0 : links.length - 1) : hier + schritt;
    links[ziel]?.focus();
  };
  const TASTEN = {
    '?': () => hilfe?.showModal(),
    s: () => document.getElementById('suche')?.focus(),
    j: () => zeile(1),
    k: () => zeile(-1),
    n: () => document.querySelector('.haus-schritt .kern-btn')?.focus(),
    e: () => location.assign('/arbeitsplatz'),
  };
  document.addEventListener('keydown', (e) => {
    const schreibt = e.target.closest?.('input:not([type=checkbox], [type=radio]), textarea, select, dialog');
    const tu = TASTEN[e.key.toLowerCase()];
    if (aus || !tu || schreibt || e.ctrlKey || e.altKey || e.metaKey || e.repeat) return;
    e.preventDefault();
    tu();
  });

  /** Asks for the state of a run until it is done; what has the focus keeps it, and only the end is spoken. */
  const frage = async (lauf) => {
    try {
      const antwort = await fetch(lauf.dataset.neu);
      if (!antwort.ok || antwort.redirected) return;
      const neu = new DOMParser().parseFromString(await antwort.text(), 'text/html').getElementById(lauf.id);
      if (!neu) return;
      const knopf = lauf.contains(document.activeElement) ? document.activeElement.getAttribute('value') : null;
      lauf.replaceChildren(...neu.childNodes);
      if (knopf !== null) lauf.querySelector(`button[value="${knopf}"]`)?.focus();
      if (neu.dataset.neu) return setTimeout(frage, 3000, lauf);
      lauf.removeAttribute('data-neu');
      const ansage = document.getElementById('lauf-ansage');
      if (ansage) ansage.textContent = lauf.querySelector('h2')?.textContent ?? '';
    } catch {
      // no answer: the link to load anew stays
    }
  };
  for (const lauf of document.querySelectorAll('[data-neu]')) setTimeout(frage, 3000, lauf);
})();
