/** The findings as SARIF 2.1.0, which code hosts and editors show in place. */
import { pathToFileURL } from 'node:url';
import type { Log, ReportingDescriptor, Result } from 'sarif';
import {
  placeName,
  wordingOf,
  type Diagnostic,
  type DiagnosticCode,
  type Level,
} from '../../../diagnostics/index.ts';
import type { Inspection } from '../../../plan/inspection.ts';
import { version } from '../../version.ts';
import { formatJson } from '../json.ts';

const levels: Readonly<Record<Level, 'error' | 'warning' | 'note'>> = {
  refuse: 'error',
  error: 'error',
  warning: 'warning',
  info: 'note',
};

export const formatSarif = (inspection: Inspection): string => formatJson(sarifLog(inspection));

function sarifLog({ report, root, verdict }: Inspection): Log {
  const codes = [...new Set(report.findings.map(({ code }) => code))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'scaffold',
            semanticVersion: version,
            rules: codes.map((code) => ruleFor(code, report.findings)),
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { ROOT: { uri: `${pathToFileURL(root).href.replace(/\/$/, '')}/` } },
        results: report.findings.map((finding) => resultFor(finding, codes)),
        properties: { verdict: verdict.verdict, reasons: verdict.reasons },
      },
    ],
  };
}

/** The catalogue words a code for each finding; a rule has what they have in common. */
function ruleFor(code: DiagnosticCode, findings: readonly Diagnostic[]): ReportingDescriptor {
  const found = findings.filter((finding) => finding.code === code);
  const [first] = found;
  const { why, hint } = first === undefined ? { why: code, hint: '' } : wordingOf(first);
  return {
    id: code,
    name: pascal(code),
    shortDescription: { text: code.replaceAll('-', ' ') },
    fullDescription: { text: `${why}.` },
    help: { text: hint },
    defaultConfiguration: { level: first === undefined ? 'warning' : levels[first.level] },
  };
}

const pascal = (code: string): string =>
  code.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

function resultFor(finding: Diagnostic, codes: readonly DiagnosticCode[]): Result {
  const { what, why, hint } = wordingOf(finding);
  const { place } = finding;
  return {
    ruleId: finding.code,
    ruleIndex: codes.indexOf(finding.code),
    level: levels[finding.level],
    message: { text: `${what}: ${why}. ${hint}` },
    ...(place === undefined
      ? {}
      : {
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: encodeURI(place.file), uriBaseId: 'ROOT' },
                ...(place.line === undefined
                  ? {}
                  : {
                      region: {
                        startLine: place.line,
                        ...(place.column ? { startColumn: place.column } : {}),
                      },
                    }),
              },
              ...(place.symbol === undefined
                ? {}
                : { logicalLocations: [{ fullyQualifiedName: place.symbol }] }),
            },
          ],
          partialFingerprints: { 'codeAndPlace/v1': `${finding.code}@${placeName(place)}` },
        }),
  };
}
