// What the keyboard adds. Every page works without this file.
