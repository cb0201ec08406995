// Two soft notes, made on the spot: no sound file, nothing fetched.

const NOTES = [660, 880];
let context: AudioContext | undefined;

export function ring(): void {
  try {
    context ??= new AudioContext();
    void context.resume();
    NOTES.forEach((pitch, i) => tone(context!, pitch, context!.currentTime + i * 0.22));
  } catch {
    // A browser that forbids sound still shows the banner and the title.
  }
}

function tone(audio: AudioContext, pitch: number, at: number): void {
  const voice = audio.createOscillator();
  const loudness = audio.createGain();
  voice.frequency.value = pitch;
  loudness.gain.setValueAtTime(0.0001, at);
  loudness.gain.exponentialRampToValueAtTime(0.18, at + 0.03);
  loudness.gain.exponentialRampToValueAtTime(0.0001, at + 0.5);
  voice.connect(loudness).connect(audio.destination);
  voice.start(at);
  voice.stop(at + 0.55);
}
