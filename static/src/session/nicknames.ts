// "Think of one for me": a friendly name from nature, the same two-word shape in each language, no gender, no rank.

import type { Language } from "../live/documents.ts";

const FIRST: Record<Language, string[]> = {
  fi: ["Reipas", "Tyyni", "Iloinen", "Utelias", "Rauhallinen", "Kirkas", "Valpas", "Lempeä", "Rohkea", "Sitkeä", "Aurinkoinen", "Hiljainen", "Vikkelä", "Leppoisa", "Oivaltava", "Kekseliäs"],
  sv: ["Pigg", "Lugn", "Glad", "Nyfiken", "Stillsam", "Klar", "Vaken", "Mild", "Modig", "Seg", "Solig", "Tystlåten", "Kvick", "Trivsam", "Klurig", "Påhittig"],
  en: ["Brisk", "Calm", "Cheerful", "Curious", "Quiet", "Bright", "Alert", "Gentle", "Brave", "Steady", "Sunny", "Silent", "Nimble", "Easygoing", "Thoughtful", "Inventive"],
};

const SECOND: Record<Language, string[]> = {
  fi: ["Kuikka", "Kataja", "Lakka", "Saukko", "Kuovi", "Mänty", "Mustikka", "Jänis", "Tiainen", "Koivu", "Vanamo", "Siili", "Joutsen", "Pihlaja", "Ahven", "Käpy"],
  sv: ["Lom", "En", "Hjortron", "Utter", "Spov", "Tall", "Blåbär", "Hare", "Mes", "Björk", "Linnea", "Igelkott", "Svan", "Rönn", "Abborre", "Kotte"],
  en: ["Loon", "Juniper", "Cloudberry", "Otter", "Curlew", "Pine", "Blueberry", "Hare", "Wren", "Birch", "Twinflower", "Hedgehog", "Swan", "Rowan", "Perch", "Pinecone"],
};

const any = (words: string[]): string => words[Math.floor(Math.random() * words.length)]!;

export const nickname = (language: Language): string => `${any(FIRST[language])} ${any(SECOND[language])}`;
