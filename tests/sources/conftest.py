from tests.calc import calc

__all__ = ["calc"]
