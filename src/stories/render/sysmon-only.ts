import type { Renderer } from './renderer.ts';
import { winlogbeatShape } from './winlogbeat.ts';
import { windowsRenderer } from './windows/windows-renderer.ts';

/** A site that has Sysmon and nothing else. */
export const sysmonOnly: Renderer = windowsRenderer({
  id: 'sysmon-only',
  title: 'Sysmon only',
  shape: winlogbeatShape,
  sensors: { sysmon: true, security: false, powershell: false, commandLines: false },
});
