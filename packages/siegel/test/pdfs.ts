import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';

const SATZ = `#set document(title: "Bescheid", date: datetime(year: 2026, month: 3, day: 10))
#set text(lang: "de", font: "Fira Sans")
= Kostenbescheid
Sehr geehrte Damen und Herren, die Gebühr beträgt 25,00 Euro. #link("https://example.org")[Hinweise]`;

/** A tagged PDF/A-2a as the letters are. */
export function typesetPdf(pdfStandard = 'a-2a'): Uint8Array {
  const compiler = NodeCompiler.create({
    fontArgs: [{ fontPaths: [resolve('node_modules/@expo-google-fonts/fira-sans')] }],
  });
  return new Uint8Array(compiler.pdf({ mainFileContent: SATZ }, { pdfStandard, creationTimestamp: 1_773_135_000 }));
}

const gesucht = new Map<string, boolean>();

/** Whether a foreign tool is there; an absent one is named once. */
export function hasTool(name: string): boolean {
  const bekannt = gesucht.get(name);
  if (bekannt !== undefined) return bekannt;
  const da = (process.env.PATH ?? '').split(':').some((d) => existsSync(join(d, name)));
  if (!da) process.stderr.write(`${name} ist nicht installiert: diese Prüfung entfällt.\n`);
  gesucht.set(name, da);
  return da;
}

/** Runs a foreign tool on files laid into a folder of their own; answers its output, throws when it fails. */
export function runTool(
  tool: string,
  args: readonly string[],
  files: Record<string, Uint8Array>,
  take?: string,
): { text: string; file: Uint8Array } {
  const dir = mkdtempSync(join(tmpdir(), 'siegel-'));
  try {
    for (const [name, data] of Object.entries(files)) writeFileSync(join(dir, name), data);
    const text = execFileSync(tool, [...args], { cwd: dir, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    return { text, file: take ? new Uint8Array(readFileSync(join(dir, take))) : new Uint8Array() };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The same PDF with object streams and cross-reference stream. */
export const withXrefStream = (pdf: Uint8Array): Uint8Array =>
  runTool('qpdf', ['--object-streams=generate', 'in.pdf', 'out.pdf'], { 'in.pdf': pdf }, 'out.pdf').file;

export function pem(label: string, der: Uint8Array): Uint8Array {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return new TextEncoder().encode([`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n'));
}
