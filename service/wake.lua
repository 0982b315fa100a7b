-- Wake a worker if articles wait.

wake()
