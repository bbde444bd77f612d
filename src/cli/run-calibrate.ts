/** What `postern calibrate` does, loaded only when it is asked for. */
import { UsageError } from '../config/usage-error.ts';
import { escapeTerminal } from '../outputs/escape-terminal.ts';
import { visibleJson } from '../outputs/visible-text.ts';
import { calibrate, claimWording } from '../run/calibrate.ts';
import type { Calibration, CalibrationSet, Rate } from '../run/calibrate.ts';
import { hunt } from '../run/hunt.ts';
import { LabelError, readLabelledSets } from '../store/labelled-sets.ts';
import type { LabelledSet } from '../store/labelled-sets.ts';
import { learnedOf } from './baseline-flags.ts';
import type { CalibrateFlags } from './calibrate-command.ts';
import type { CliContext } from './context.ts';
import { settingsOf } from './hunt-flags.ts';

export async function runCalibrate(
  this: CliContext,
  flags: CalibrateFlags,
  ...paths: string[]
): Promise<void> {
  const { stdout } = this.process;
  const settings = await settingsOf(flags);
  const learned = await learnedOf(flags);
  const sets: CalibrationSet[] = [];
  for (const { id, paths: inputs, internal, acts } of paths.flatMap(labelledSets)) {
    const networks = { ...settings.networks, internal: [...settings.networks.internal, ...internal] };
    const { findings } = await hunt({
      paths: inputs,
      settings: { ...settings, networks },
      showSecrets: false,
      learned,
      ...(flags.threads === undefined ? {} : { threads: flags.threads }),
    });
    sets.push({ id, acts, findings });
  }
  if (sets.length === 0) throw new UsageError('None of the labelled recordings is there.');
  const figures = calibrate(sets);
  if (flags.json === true) stdout.write(`${visibleJson(JSON.stringify(figures, undefined, 2))}\n`);
  else stdout.write(calibrationText(figures));
}

function labelledSets(path: string): LabelledSet[] {
  try {
    return readLabelledSets(path);
  } catch (error) {
    if (error instanceof LabelError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

function calibrationText({ sets, acts, byLevel, byClaim, missed, unlabelled }: Calibration): string {
  const row = (name: string, precision: Rate, recall: Rate): string =>
    `  ${name.padEnd(44)}${rateText(precision).padEnd(34)}${rateText(recall)}`;
  const lines = [
    `${sets} recordings, ${acts} labelled acts. Bounds hold for recordings like these, at 95 %.`,
    '',
    `  ${'at the level or above'.padEnd(44)}${'precision'.padEnd(34)}recall`,
    ...byLevel.map(({ level, precision, recall }) => row(level, precision, recall)),
    '',
    `  ${'claim'.padEnd(44)}${'precision'.padEnd(34)}recall (this claim or a higher one)`,
    ...byClaim.map(({ claim, precision, recall }) =>
      row(`${claim} ${claimWording(claim)}`, precision, recall),
    ),
  ];
  if (missed.length > 0) lines.push('', 'Labelled, not found:', ...missed.map((one) => `  ${one}`));
  if (unlabelled.length > 0)
    lines.push('', 'Medium or above, not labelled:', ...unlabelled.map((one) => `  ${one}`));
  return `${lines.map(escapeTerminal).join('\n')}\n`;
}

function rateText({ right, of, lower, upper }: Rate): string {
  if (of === 0) return 'nothing to measure';
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  return `${right} of ${of} (${percent(lower)} to ${percent(upper)})`;
}
