import type { Renderer } from './renderer.ts';
import { winlogbeatShape } from './winlogbeat.ts';
import { windowsRenderer } from './windows/windows-renderer.ts';

/** A site that logs everything but PowerShell's scripts. */
export const noScriptLog: Renderer = windowsRenderer({
  id: 'no-script-log',
  title: 'Sysmon and Security without script logging',
  shape: winlogbeatShape,
  sensors: { sysmon: true, security: true, powershell: false, commandLines: true },
});
