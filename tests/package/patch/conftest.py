from tests.calc import calc, fresh_calc

__all__ = ["calc", "fresh_calc"]
