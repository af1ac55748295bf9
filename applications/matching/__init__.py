"""The matching engine: pure, standard library only, integers only, the same result to the byte on every machine.

problem, faults = read_instance(data)        # data as in docs/matching.md; faults are plain sentences
result = solve(problem, seed)                # applicant-proposing deferred acceptance
violations = certify(data, seed, result)     # a second program that shares no code with the first
"""

ENGINE_VERSION = "1.0"
